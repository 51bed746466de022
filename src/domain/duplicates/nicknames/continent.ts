/** German, Dutch, Nordic and Romance. A line a name: the name, `=` how else it is written, `:` what it is called for short. */
export const CONTINENT = `
johannes = johann johan johanan : hans hannes jo hansi jens hänsel joop wannes juhani
hans = hanns : hansi
dieter = dietrich dietmar : didi
günter = günther gunter : günni
ulrich = ulrik : uli ulli ueli
ulrike = ulrika : uli ulli rike
wolfgang : wolf wolfi
rudolf = rudolph rodolfo : rudi rolf ralf
manfred : manni fredi
siegfried = sigfrid : sigi siggi
sigrid : siri siggi sigi
joachim = joaquin joaquim jochen gioacchino : achim jo quino
friederike = frederike frederika : rike fritzi freddie
hildegard : hilde
gertrud = gertrude : trude gerti
waltraud = waltraut : traudl trude
adelheid = adelaide : heidi heide
heinz
helmut = hellmut
horst
jürg
karlheinz : kalle
konrad = conrad corrado : conny kurt radek
maximilian = massimiliano maksymilian : max maxi
max = maxim maksim maxime maksym massimo
nepomuk : muk
reinhard = reinhardt rainer reiner : hardy
reinhild : hilde
sabine = sabina : bine bina
severin = severino : sev
valentina : vali valya
xaver = xavier javier : xaverl javi xavi
zacharias : zach
alois = aloys aloysius : loisl lois
dominik = dominic domenico domingo dominique : dom nick mimmo nico
felicitas = felicity : fee lizzy feli
florian = floriano : flo
gottfried = godfrey goffredo : friedl
ignaz = ignacio ignatius ignazio iñigo : nacho naz
kaspar = caspar gaspar jasper casper
leopold = leopoldo : poldi leo
korbinian : korbi
vinzenz : zenz
kunigunde : kuni gundi
mechthild = mathilde matilda mathilda : tilly tilda mattie
annemarie = annamaria : ami annie
hannelore = eleonore : hanne lore
annegret : anne gret
liselotte = lieselotte : lilo lotte
marlene : leni
renate = renata : reni nata
cornelia = kornelia : conny nelly corrie
cornelis = cornelius : cor kees
willemijn = wilhelmina wilhelmine : mina willy minna
hendrika : riek rika
jacobus : jaap koos jacco
gerrit = gerard : gert
bartholomew = bartholomäus bartolomeo bartłomiej : bart bartek meo
bart = bartosz : bartek
pernille = petronella : nille nel
björn = bjarne
mikkel
erling
gudrun : gurli
kristian = christian krystian cristian christiaan : chris kris stian
kristen
jørgen : jørn
søren = severin
ragnhild : ragna
torbjørn = thorbjørn : tobbe
lennart
gunnar
ingeborg : inge inga bibi
ingrid : inga
åke
per = pär peer
kalle = kaarle
jose maria : chema
ana maria : anamari
concepcion : concha conchita
dolores : lola loli
encarnacion : encarna
guadalupe : lupe lupita
ignasi = ignacio : nasi
jesus : chus chuy suso
manuel = manoel emmanuel emanuele imanol : manolo manu lolo manny
manuela = emmanuelle emanuela : manu manoli
mercedes = mercè : merche meche
monserrat = montserrat : montse
pilar : pili
rafael = raphael raffaele rafal : rafa raffi lele
rosario : charo
salvador = salvatore : salva toto turi
santiago = diego iago : santi yago chago
socorro : coco
consuelo : chelo
eulalia = eulàlia : laia lali
francesc : cesc quico
joan = jehan : joanet
lluis : lluc
enric : ric
carmen = carmela carme : menchu carmina
asuncion : asun
beatriz = beatrice beatrix béatrice : bea trix betty
fernando = ferdinand hernando fernand ferran : nando ferdi fer
gonzalo : gonza
hermenegildo : gil
idoia
gregoria : goya
leticia = letizia laetitia : leti
rosa = rosalia : rosita rosi
sergio = sergey sergei serhiy serge sergi sergej : seryozha serg
tomàs
vasco
joão : juca joãozinho
giovanni : gianni nanni vanni
juana : juanita
gianluca = giovanni luca : gian luca
giancarlo : gian
domenica = dominika : mimma
filomena : mena
raimondo : mondo
ludovico : ludo vico
benedict = benedikt benedetto benito benoit : ben bene
raffaella = raphaela : lella raffi
antonia = antonella antonina antoinette antonietta : toni nella tonya nina netti
giacomo = jacopo jacques iacopo : giaco jacky
jean-pierre = jeanpierre : jp
jean-luc = jeanluc : jl
jean-baptiste = jeanbaptiste : jb
marie-claire = marieclaire : mc
geneviève = genoveva : ginette viève
bénédicte = benedetta : béné
clementine = clementina : clem tina
guy
sylvain = silvano silvan : sylvio
yves = ivo`
