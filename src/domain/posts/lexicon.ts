import { cuss } from 'cuss'

/** The version of all word lists of civility; it is kept with each post, so that a post measured by another can be measured anew. */
export const LEXICON = '2026.11+cuss-2.2.0'

/** What only people are called, and only to hurt. */
const INSULTS = set(`
  idiot idiots moron morons imbecile imbeciles cretin cretins dimwit dimwits halfwit halfwits half-wit half-wits nitwit nitwits dunce dunces
  simpleton simpletons dumbass dumbasses jackass jackasses scumbag scumbags liar liars hypocrite hypocrites coward cowards buffoon buffoons
  nutjob nutjobs douchebag douchebags dickhead dickheads bootlicker bootlickers dipshit dipshits shithead shitheads fuckwit fuckwits lowlife
  lowlifes sleazebag sleazebags ignoramus degenerate degenerates numbskull numbskulls blockhead blockheads airhead airheads bigot bigots`)

/** What things and animals are too, or what is a verb besides: an insult only where it is certain that a person is meant. */
const AMBIGUOUS = set(`
  fool fools clown clowns parasite parasites pig pigs swine rat rats snake snakes vermin cockroach cockroaches leech leeches scum trash garbage
  filth subhuman subhumans troll trolls loser losers joke jokes disgrace failure failures fraud frauds crook crooks thug thugs jerk jerks prick
  pricks dick dicks bitch bitches twat twats cunt cunts psycho psychos lunatic lunatics dolt dolts snowflake snowflakes shill shills charlatan
  charlatans freak freaks sheep quack quacks weasel weasels worm worms creep creeps bastard bastards asshole assholes arsehole arseholes motherfucker
  motherfuckers fucker fuckers wanker wankers retard retards piece-of-shit pieces-of-shit piece-of-trash piece-of-garbage waste-of-space
  waste-of-oxygen son-of-a-bitch sons-of-bitches`)

/** What somebody is called by an adjective. */
const ADJECTIVES = set(`
  stupid dumb idiotic moronic imbecilic brainless braindead brain-dead pathetic worthless useless disgusting despicable vile clueless ignorant
  incompetent delusional retarded spineless gutless ugly contemptible repulsive full-of-shit full-of-crap`)

/** Words of cuss that most people would use without a thought of anybody; an insult would be among the words above. */
const HARMLESS = set(`
  argie armo armos barelylegal barf beanbag beanbags beaney beaneys bitchin bogan bong booby boonie boonies booty bugger bule bules bullcrap
  bullshit bung bungas butchbabes cheesehead cheeseheads chonkies chonky chug chugs chunger chunkies chunky clamdigger clansman clansmen clanswoman
  clanswomen clogwog cockfight cocksman cocksmith cocky cohee commie coolies cornhole crap crapper crappy cum cumm cummer cumming cumquat dahmer
  dammit damnit dego diddle dink dinks dix dong doodoo dope dragqueen eatme ero evl faeces fatah fisting flange floo fok footstar forni fu fubar
  fuck fucked fuckin fucking fucks fuk gables gangsta geez geezer geni getiton glazeddonut goddamn goddamned goddamnit gonorrehea gora goras
  gotohell gringo gringos gummer gyopo gyp gyped gypsies gypsy hadji haji hajis hajji hajjis handjob haole haoles hapa hardon hillbillies hillbilly
  hindoo hiscock hitlerism ho hobo hori horis hotdamn hussy ikwe indon indons jebus jeez jewed jig jigger jiggers jiggy jigs juggalo kafir kimchis
  kkk klansman klansmen koon krap kum kumquat kushi kwa lesbain lesbin lesbo lez limey limpdick limy loadedgun lovebone lugan lugans magicwand mams
  masterblaster meatrack mickeyfinn milf mockey mockie moky moneyshot moskal moskals moslem muff mulatto munt mzungu negro negroes negroid niggard
  niggarded niggarding niggardliness niggards niggle niggled niggles niggling nigglings nip nittit nookey nookie noonan nudger orga panti payo
  phungky pi55 piefke piker pimp pimped piss pissed pissing pocha pochas pocho pochos pohm pohms pollock pollocks pom pommie pommies pommy poms poo
  poop pooping pud puke puss pussies queef quickie quim redleg redlegs redneck rednecks reefer reestie rere rigger rimjob roundeye russki russkie
  sadis sadom sandm scallywag schlong seppo seppos sexed shaggin shagging shat shav sheeney shite shits shitted shitting shitty sixsixsix skum slave
  slavedriver sloper slopers smut snatchpatch snowback sooties sooty spermacide spit spitter splittail spreadeagle spunk spunky squarehead squaw
  stringer stripclub stuinties suckoff swallower swalow taff tang teste thirdeye threeway tinker tinkers tittie titties titty tortur transvestite
  triplex tuckahoe turnon twinkie uck ukrop upskirt usama vibr vibrater vomit wab wank wanking waysted weenie weewee welcher welfare whash whitey
  whiteys whities whiz willie williewanker wn wtf xkwe yank yanks yarpie zigabo`)

export type InsultKind = 'insult' | 'ambiguous' | 'adjective'

/** What sort of insult a word (lower case) is; null where it is none. */
export function insultKind (word: string): InsultKind | null {
  if (INSULTS.has(word)) return 'insult'
  if (AMBIGUOUS.has(word)) return 'ambiguous'
  if (ADJECTIVES.has(word)) return 'adjective'
  // cuss rates by how surely a word is profane; only the surest, and those only where they are said of a person.
  return Object.hasOwn(cuss, word) && cuss[word] === 2 && !HARMLESS.has(word) ? 'ambiguous' : null
}

/** What makes an insult stronger. */
export const EPITHETS = set(`
  absolute absolutely complete completely total totally utter utterly perfect real big huge little dirty filthy lying fucking fuckin damn damned
  goddamn bloody freaking friggin sad sick old fat silly bitter entitled arrogant nasty rotten bunch pack pair gang of all a`)

/** What else may stand between a person and what the person is called: "just the same sort of". */
export const BETWEEN = set(`
  an the both just really truly such so very quite too also still always clearly obviously simply literally actually basically honestly being
  kind sort same and or nothing but another`)

/** Who is meant by them is a person. */
export const PEOPLE = set(`
  he she people guys guy folks men women man woman person everyone everybody politicians politician journalists journalist developers developer
  programmers engineers cops landlords managers manager bosses boss ceo ceos minister president senator mayor author authors reviewer reviewers teachers
  teacher doctors lawyers bankers voters liberals conservatives republicans democrats leftists feminists immigrants migrants refugees foreigners
  muslims jews christians catholics atheists hindus gays lesbians blacks whites asians arabs mexicans russians ukrainians chinese americans
  germans poles turks neighbor neighbour neighbors neighbours colleague colleagues coworker coworkers customers`)

/** Subjects of a sentence that are neither a name nor somebody else. */
export const NOBODY = set('i we me us it this that there here who what which my our mine one nobody someone somebody anyone anybody if when how why everything something')

/** Words by which it is told that somebody says or thinks something, or that it might be so. */
export const SAYING = set(`
  say says said saying tell tells told think thinks thought thinking believe believes believed call calls called calling feel feels felt claim
  claims claimed write writes wrote mean means meant assume assumes suggest suggests suggested imply implies implied imagine pretend make makes
  made making let lets guess swear bet hear heard read whether unless if`)

/** After "I" these say what the writer thinks; anything else that is said is somebody else's. */
export const OWN_WORDS = set('say think believe feel guess swear bet mean')

export const NEGATIONS = set('not no never nobody none neither nor hardly without cannot stop')

/** Before "you" they make a verb of the word that follows it: "do you joke", "if you fool". */
export const BEFORE_VERBS = set('do did does can could will would should may might must if when as that how why where what whenever until before after')

/** What may follow the word that ends what is said of somebody; any other makes it a part of something else: "an idiot filter". */
export const AFTER = set(`
  and or but if because who whom whose that which for so to as with on in at of by from about when while than then until before after like you your he she they it
  i we me us him them this these those do does did not human individual woman excuse enough too again man dude bro mate people person all lol period just
  really even always never now today here there anyway`)

function set (words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/))
}
