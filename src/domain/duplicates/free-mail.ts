/** Where anybody can have an address, so that two who have theirs there have nothing in common. */
const FREE_MAIL: ReadonlySet<string> = new Set(`
  gmail.com googlemail.com outlook.com outlook.de outlook.fr hotmail.com hotmail.co.uk hotmail.de hotmail.fr hotmail.it hotmail.es live.com live.co.uk live.de live.fr
  msn.com yahoo.com yahoo.co.uk yahoo.de yahoo.fr yahoo.it yahoo.es yahoo.co.in yahoo.co.jp yahoo.com.br ymail.com rocketmail.com aol.com aol.de icloud.com me.com mac.com
  proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.io fastmail.com fastmail.fm hey.com zoho.com gmx.de gmx.net gmx.at gmx.ch gmx.com web.de
  freenet.de t-online.de arcor.de mailbox.org posteo.de posteo.net bluewin.ch orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tiscali.it terra.es
  telefonica.net sapo.pt uol.com.br bol.com.br mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com rambler.ru ukr.net i.ua wp.pl o2.pl onet.pl interia.pl seznam.cz centrum.cz
  azet.sk freemail.hu citromail.hu abv.bg mail.bg qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net comcast.net verizon.net att.net sbcglobal.net
  btinternet.com sky.com virginmedia.com ziggo.nl kpnmail.nl telenet.be skynet.be online.no telia.com
  users.noreply.github.com example.com example.org example.net`.split(/\s+/).filter(domain => domain !== ''))

/** What comes before the country where domains are sold one level down: co.uk, com.br. */
const SECOND_LEVEL = new Set(['co', 'com', 'org', 'net', 'ac', 'gov', 'gob', 'edu', 'or', 'ne', 'nom'])

/** Whether the domain is one of a mail service, and not of an employer. */
export function isFreeMail (domain: string): boolean {
  return FREE_MAIL.has(domain)
}

/** Gmail's two domains are one, and dots in a mailbox there mean nothing; what comes after a plus is a note to oneself everywhere. */
export function mailbox (address: string): string {
  const at = address.lastIndexOf('@')
  const local = address.slice(0, at).split('+')[0] as string
  const domain = address.slice(at + 1)
  return domain === 'gmail.com' || domain === 'googlemail.com' ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`
}

/** The word of a domain that its owner chose: saltmarsh of mail.saltmarsh.co.uk. */
export function ownWord (domain: string): string {
  const labels = domain.split('.')
  const isSecondLevel = labels.length > 2 && labels.at(-1)?.length === 2 && SECOND_LEVEL.has(labels.at(-2) as string)
  return labels.at(isSecondLevel ? -3 : -2) as string
}
