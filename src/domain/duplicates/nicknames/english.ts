/** A line a name: the name, `=` how else it is written, `:` what it is called for short. */
export const ENGLISH = `
abigail = abbigail : abby abbie gail
abraham : abe bram
adam = addam : ad
agnes : aggie nessie
aidan = aiden ayden
alan = allan allen alain : al
albert : al bert bertie
alexandra = alexandria aleksandra oleksandra alessandra alejandra : alex alexa lexi sandra sandy sasha sascha ola olya sanya
alexander = aleksander aleksandr alexandr oleksandr alexandre alessandro alejandro alexandros : alex alec al sandy xander sasha sascha sanya shura lex ale sandro olek
alfred = alfredo : alf alfie fred freddy
alice = alicia : ally allie
amanda : mandy
amelia = amalia emilia : amy millie mia
andrew = andreas andrei andrey andrej andrii andriy andrzej andre andres ondrej andras : andy drew andi drusha
angela = angelika angelica : angie
ann = anne anna hannah hanna ana : annie nan nancy anya anja anka ania anushka anita
anthony = antonio antoine anton antonin antoni : tony toni toño nino
arthur = artur arturo : art artie
barbara = varvara : barb babs barbie basia bärbel
benjamin = benyamin : ben benny benji benno
bernard = bernhard bernardo : bernie bernd
bradley : brad
caroline = carolina karoline karolina carolyn : carrie caro lina karo
catherine = katherine katarzyna kathryn katharina catarina caterina katarina katerina ekaterina yekaterina kateryna catalina : kate katie kathy cathy kat kitty kit käthe kathi katja katya katia trina kasia karin
charles = carlos carlo karl carl karel : charlie chuck chas charly
charlotte = carlotta : charlie lottie lotte lotta
christine = christina kristina cristina kristine khrystyna : chris chrissy tina christa christel kirsten krysia
christopher = kristopher christoph christophe cristobal krzysztof : chris kit topher krzys
clifford = clifton : cliff
cynthia : cindy
daniel = danilo danylo : dan danny dani danya
daniela = danielle daniella : dani dany
david = dawid davide : dave davy dudu
deborah = debra : deb debbie
dennis = denis denys : denny
donald : don donnie
dorothy = dorothea dorota : dot dottie dolly dora doro thea
douglas : doug
edward = eduardo eduard edouard edoardo : ed eddie eddy ted teddy ned lalo edu
eleanor = elinor leonora eleonora : ellie nell nora lenore
elizabeth = elisabeth elisabetta isabel elisabet elzbieta elizaveta yelizaveta alzbeta : liz lizzie beth betsy betty eliza libby lisa lise liesl sissi elsa ilse lisbeth ela liza
emily = emilie : em emmy milly
emma : em emmy
eric = erik erich
ernest = ernst ernesto : ernie
eugene = eugen eugenio evgeny yevgeny evgeni yevhen : gene zhenya genya
evelyn = evelina : eve evie
florence = florentina : flo flossie
frances = francesca franziska francisca françoise franciszka : fran frankie fanny franzi sissy paca
francis = franz francisco francesco françois franciszek frantisek : frank fran franky paco pancho curro kiko franta ciccio
frederick = frederic friedrich federico fryderyk : fred freddie fritz rick fede
gabriel : gabe gabi gaby
gabriele = gabriella gabriela gabrielle : gabi gaby gabs ella
geoffrey = jeffrey jeffery : jeff geoff
george = georg jorge georges giorgio jerzy yuri yuriy juri georgy heorhiy georgios jordi joerg jürgen : georgie yura jurek coque schorsch giorgos yorgos
gerald = gerard gerhard gerardo : gerry jerry gerd
gordon : gord
gregory = gregor grigory grigori grzegorz gregorio hryhoriy grigorios : greg grisha grzesiek goyo
harold = harald : harry hal
henry = heinrich henri enrique enrico henrik henryk hendrik : hank harry heinz heiner hal quique rico henk rik
herbert = heribert : herb bert
isaac = itzhak yitzhak : ike zac
isabella = isabelle isabela izabela : bella izzy belle isa
jacob = jakob yakov jakub : jake jack jay coby kuba jasha yasha
jacqueline = jaqueline : jackie
james = jaime jaume : jim jimmy jamie jem
jane = jana joan joanna johanna jeanne giovanna yana ivana : janie jenny hanni asia jo joanie
janet : jan
jennifer = jenifer : jen jenny jenn
jeremy = jeremiah jeremias : jerry jem
jessica = jesica : jess jessie
john = jon : jack johnny
jonathan = johnathan yonatan jonatan : jon johnny jonny yoni
joseph = josef giuseppe josep josephus yosef osip jozef iosif josip yossef jose : joe joey sepp jupp beppe pepe peppe pino pep chepe josi seppl
josephine = josefine josefina giuseppina : jo josie fina josi pepa
joshua = yoshua : josh
judith = judit yehudit : judy jutta
julia = yulia iuliia giulia juliet juliette juliana julie : jules jul julka yulya
julian = julien juliano giuliano : jules
kenneth : ken kenny
kevin
kimberly = kimberley : kim
lawrence = laurence lorenz lorenzo laurent laurens : larry laurie lars renzo lasse
leonard = leonhard leonardo lennart : len lenny leo leon lennie
lewis = louis ludwig luis luigi lodewijk ludvig : lou louie lutz gigi lucho wiggerl lui
lillian = lilian liliana : lily lil lilly
louise = luise louisa luisa : lou lulu
lucy = lucia luzia lucie łucja : lu
madeline = magdalena madeleine maddalena : maddie lena magda leni madlen
margaret = margarete margarita marguerite margherita malgorzata margarethe margit : maggie meg peggy marge greta gretchen gretel rita daisy gosia małgosia margot madge grete
`
