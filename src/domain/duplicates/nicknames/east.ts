/** Slavic, Hungarian, Greek, Turkish and Arabic. A line a name: the name, `=` how else it is written, `:` what it is called for short. */
export const EAST = `
dmitri = dmitry dmytro dimitri dimitrios dimitris : dima mitya dimi mitsos
vladimir = volodymyr wladimir vladimiro : vova volodya vlad wolodja
yaroslav = jaroslav jaroslaw : slava yarik jarek
stanislav = stanislaw stanislaus : stas slava stach staszek
vyacheslav = viacheslav vjaceslav : slava
svyatoslav = sviatoslav : slava
vladislav = wladyslaw vladyslav ladislav : vlad slava wladek laci laco
miroslav = miroslaw myroslav : mirek slavko miro
bohdan = bogdan : bohdanko bodya
boris = borys : borya
konstantin = constantin constantine kostyantyn konstantinos costantino : kostya kostas costa gus
leonid : lyonya
pavlina = paulina pauline : pola linka
svetlana = svitlana : sveta lana
tatiana = tatyana tetiana tatjana : tanya tania tanja
ludmila = lyudmila liudmyla : luda lyuda mila
lyubov = liubov : lyuba
nadezhda = nadiya nadia nadja : nadya
galina = halyna : galya
larissa = larisa larysa : lara lora
ksenia = xenia oksana kseniya : ksyusha oksanka
anastasia = nastasia anastasiya anastasiia : nastya nastia ana stacy
olga = olha helga : olya olia
roman = romain romano : roma
ruslan : rus
igor = ihor
ilya = illia elijah elias eli : ilyusha
oleg = oleh
alexei = alexey aleksei oleksii alexej : alyosha lyosha aljoscha
arkady = arkadiy : arkasha
anatoly = anatolii anatoliy : tolya tolik
gennady = hennadii gennadi : gena
valeriy = valerii : valera
vitaly = vitalii vitalij : vitalik
vsevolod : seva
rostislav = rostyslav : rostik slava
yevgenia = evgenia eugenia eugenie yevheniia evgeniya : zhenya jenya
ivanka
agnieszka : aga agusia
bożena = bozena : bożenka
jadwiga = hedwig : jadzia hedi
krystyna : krysia
kazimierz = casimir kasimir : kazik
wojciech = vojtech adalbert : wojtek vojta
zbigniew : zbyszek
zdzisław : zdzich
tadeusz = thaddäus taddeo tadeáš : tadek
jolanta = yolanda : jola
aleksy
grażyna = grazyna : grażynka
katalin : kati kata
erzsebet = elisabeth : bözsi zsoka
ferenc = franz : feri
gabor
gyula
györgy = george : gyuri
janos = john : jani jancsi
jozsef = joseph : jóska
laszlo = ladislaus : laci
lajos
sandor = alexander : sanyi
tibor
zoltan : zoli
ioannis = yannis giannis : yannis janni
panagiotis : panos takis
spyridon : spyros
stavros
athanasios : thanos nasos
evangelos : vangelis vagelis
vasilios = basil vasily vasyl vasili basilio : vasya vasilis bill
christos = christodoulos
apostolos : tolis
mehmet = mohammed muhammad mohamed mohammad muhammed : memo mo md
mustafa = mostafa mustapha
ahmed = ahmad ahmet achmed
hussein = hussain hüseyin husain hossein
ibrahim = ebrahim : ibo
abdullah = abdallah abdulla
fatima = fatma fatemeh fatimah : fatoş
yusuf = youssef yousef yousuf
`
