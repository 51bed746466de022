/** A line a name: the name, `=` how else it is written, `:` what it is called for short. */
export const ENGLISH_M_TO_Z = `
maria = mary marie mariya mariia marija : molly polly mimi mitzi masha marusya maruska marysia maite mariela marisa mariechen mascha
mark = marc marcus markus marco marcos marek marko
martha = marta : marty patty
martin = martino marten martijn marcin : marty maarten tino
martina = martine : tina
matthew = matthias mattias mateo matteo mathieu mateusz matthieu mathias matej matvey : matt matty hias matze teo
melissa : mel missy lissa
michael = mikhail michal miguel michel michele mykhailo mihail mikael michail mihai miquel : mike mick mickey mikey misha mischa michi micha mischka michl
michelle = michaela : shelly michi
mitchell : mitch
nathaniel = nathanael nathan : nate nat
nicholas = nicolas nikolaus nikolai nikolay nicola niccolo mykola nikolaos miklos klaus claus mikolaj nikola niklas niels nicolai : nick nicky nico nikos klausi kolya kolja niko nic
nicole = nicoletta : nicky nikki
norman : norm
oliver = olivier oliviero : ollie olli
olivia : liv livia ollie
oscar = oskar
pamela : pam
patricia = patrizia : pat patty tricia trish pati
patrick = patricio patrice patryk padraig : pat paddy
paul = pablo paolo pavel pawel pau pavlo paulo : pauly paulie pasha pavlik
penelope : penny
peter = pedro pietro pierre piotr petr pyotr petro petros pieter petar pere : pete petya perico piet petja
philip = phillip philipp philippe felipe filippo filip : phil pip lippe
rachel = raquel rachele rahel : rae
raymond = raimund ramon raimundo : ray
rebecca = rebekah rebekka : becky becca
richard = ricardo riccardo rikard ryszard : rick dick rich ricky richie dickie rico
robert = roberto : bob rob bobby robbie bert robby berto
rodney : rod
roger = rogerio rüdiger : rodge
ronald = ronaldo : ron ronnie
rosemary = rosemarie : rosie rose romy
russell : russ
samantha : sam sammy
samuel = samuele : sam sammy
sarah = sara : sally sadie
sebastian = sebastien sebastiano : seb basti bastian bas wastl
sidney = sydney : sid syd
simon = shimon szymon semyon
stanley : stan
stephanie = stefanie stefania estefania : steph steffi stephie
steven = stephen stefan stephan stefano esteban etienne stepan szczepan istvan : steve stevie steff pista
stuart = stewart : stu
susan = susanne suzanne susanna susana zuzana zuzanna : sue susie suzy susi sanna zuza
sylvia = silvia sylvie
teresa = theresa therese thérèse : terry tess tessa resi tere
terence = terrence : terry
theodore = theodor theodoros fyodor fedor teodoro teodor feodor fedir : ted teddy theo fedya teo doro
thomas = tomas tommaso tomasz toma : tom tommy thom tomek tomi
timothy = timoteo timofey timotheus tymofiy : tim timmy tima
tobias = tobiah : toby tobi
valentine = valentin valentino : val valja
veronica = veronika véronique : ronnie vero vroni nika
victor = viktor vittorio : vic vitya vik
victoria = viktoria vittoria viktoriia : vicky tori vika
vincent = vincenzo vicente vinzenz : vince vinnie vinny enzo
virginia = virginie : ginny ginger
walter = valter gualtiero : walt wally
wesley : wes
william = wilhelm guillaume guillermo guglielmo willem vilhelm : bill will billy willy willie liam willi wim memo guille
zachary = zacharias : zach zack
ian
jan
jean
ivan
juan
dean
sean = shaun shawn
neil = niall neal
brian = bryan
craig
karen
carol
carla
erica = erika
mario
paula
andrea
gina
simone
roberta
francine
justin
justine
denise
adrian
adriana = adrienne
valerie = valeria
valery
robin
marion
helen = helena hélène elena olena yelena ilona eleni : nell lena lenka alyona ella
hugh = hugo ugo : hughie
irene = irina iryna : ira irka rena
laura = lauren laure : laurie lori lola
leo = lev levko : lyova
linda : lin
natalie = natalia nataliya natalya nathalie : nat natasha nati tasha natascha
sophia = sofia sophie sofie zofia sofiya : soph sonja sonya sonia zosia fia
tamara = tamar : tammy toma
`
