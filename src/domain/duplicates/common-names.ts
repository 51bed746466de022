import { spellingKey } from './spelling.ts'

/** Names that so many have that two who are called so need not be one: about the forty commonest of the United States, Britain, Germany, France, Spain, Italy, China, India, Vietnam, Korea, Poland and Russia. */
const FAMILY = keys(`
  smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor moore jackson martin lee perez
  thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott torres nguyen hill flores green adams nelson baker hall rivera
  campbell mitchell carter roberts evans edwards hughes turner cooper ward morris murphy kelly müller schmidt schneider fischer weber meyer wagner becker schulz
  hoffmann koch bauer richter klein wolf schröder neumann schwarz zimmermann braun krüger hofmann hartmann lange werner krause bernard dubois petit durand leroy
  moreau simon laurent fernandez gomez diaz ruiz silva santos oliveira souza pereira costa ferreira rossi russo ferrari esposito bianchi romano wang li zhang liu
  chen yang huang zhao wu zhou xu sun ma zhu lin kumar singh sharma patel khan gupta shah das tran le pham hoang huynh vo kim park choi jung kang cho yoon lim
  nowak kowalski kowalska wisniewski ivanov ivanova petrov petrova smirnov sidorov popov hansen jensen nielsen johansson andersson karlsson nilsson eriksson
  de-jong jansen de-vries bakker yilmaz kaya demir mohamed ahmed ali hassan sato suzuki tanaka takahashi yamamoto`)

const GIVEN = keys(`
  james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark steven paul andrew joshua kevin brian george mary
  patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa nancy anna anne maria laura julia emma peter martin stefan andreas alexander sebastian
  christian simon jan max nicholas sabine sandra petra claudia jean pierre philippe sophia marie jose juan antonio manuel luis carlos francisco ana carmen giuseppe
  giovanni marco luca francesco wei min jing li raj amit rahul priya mohammed ahmed ali fatima minh anh jin piotr tomasz ivan sergio dmitri olga elena natalie
  vladimir alexei lars erik ole anders mehmet mustafa yusuf chris alex sam tom ben ji-ho ji-hoon ji-woo min-jun min-ji seo-jun seo-yeon hye-jin`)

/** Whether a family name, by its spelling key, is among the commonest. */
export function isCommonFamily (key: string): boolean {
  return FAMILY.has(key)
}

/** Whether a given name, by its spelling key, is among the commonest. */
export function isCommonGiven (key: string): boolean {
  return GIVEN.has(key)
}

function keys (text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(word => word !== '').map(spellingKey))
}
