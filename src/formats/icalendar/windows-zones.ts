/**
 * What Windows calls a zone, by its name and as Outlook shows it (without the offset in front), to its IANA name; after the table of the
 * Unicode CLDR, for zones whose clocks change or that many live in. What is missing is read by the offset that stands in front of it.
 */
const NAMES = `
Dateline Standard Time|Etc/GMT+12
Hawaiian Standard Time|Pacific/Honolulu|Hawaii
Alaskan Standard Time|America/Anchorage|Alaska
Pacific Standard Time|America/Los_Angeles|Pacific Time (US & Canada)|Pacific Time (US & Canada); Tijuana
US Mountain Standard Time|America/Phoenix|Arizona
Mountain Standard Time|America/Denver|Mountain Time (US & Canada)
Central Standard Time|America/Chicago|Central Time (US & Canada)
Central Standard Time (Mexico)|America/Mexico_City|Guadalajara, Mexico City, Monterrey
Central America Standard Time|America/Guatemala|Central America
Canada Central Standard Time|America/Regina|Saskatchewan
SA Pacific Standard Time|America/Bogota|Bogota, Lima, Quito, Rio Branco
Eastern Standard Time|America/New_York|Eastern Time (US & Canada)
US Eastern Standard Time|America/Indiana/Indianapolis|Indiana (East)
Atlantic Standard Time|America/Halifax|Atlantic Time (Canada)
Venezuela Standard Time|America/Caracas|Caracas
SA Western Standard Time|America/La_Paz|Georgetown, La Paz, Manaus, San Juan
Pacific SA Standard Time|America/Santiago|Santiago
Newfoundland Standard Time|America/St_Johns|Newfoundland
E. South America Standard Time|America/Sao_Paulo|Brasilia
Argentina Standard Time|America/Argentina/Buenos_Aires|City of Buenos Aires|Buenos Aires
Greenland Standard Time|America/Nuuk|Greenland
Azores Standard Time|Atlantic/Azores|Azores
GMT Standard Time|Europe/London|Dublin, Edinburgh, Lisbon, London
Greenwich Standard Time|Atlantic/Reykjavik|Monrovia, Reykjavik
Morocco Standard Time|Africa/Casablanca|Casablanca
W. Europe Standard Time|Europe/Berlin|Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna
Central Europe Standard Time|Europe/Budapest|Belgrade, Bratislava, Budapest, Ljubljana, Prague
Romance Standard Time|Europe/Paris|Brussels, Copenhagen, Madrid, Paris
Central European Standard Time|Europe/Warsaw|Sarajevo, Skopje, Warsaw, Zagreb
W. Central Africa Standard Time|Africa/Lagos|West Central Africa
GTB Standard Time|Europe/Bucharest|Athens, Bucharest
E. Europe Standard Time|Europe/Chisinau|Chisinau
FLE Standard Time|Europe/Kiev|Helsinki, Kyiv, Riga, Sofia, Tallinn, Vilnius
Turkey Standard Time|Europe/Istanbul|Istanbul
Israel Standard Time|Asia/Jerusalem|Jerusalem
Egypt Standard Time|Africa/Cairo|Cairo
South Africa Standard Time|Africa/Johannesburg|Harare, Pretoria
Jordan Standard Time|Asia/Amman|Amman
Russian Standard Time|Europe/Moscow|Moscow, St. Petersburg|Moscow, St. Petersburg, Volgograd
Arab Standard Time|Asia/Riyadh|Kuwait, Riyadh
E. Africa Standard Time|Africa/Nairobi|Nairobi
Iran Standard Time|Asia/Tehran|Tehran
Arabian Standard Time|Asia/Dubai|Abu Dhabi, Muscat
Pakistan Standard Time|Asia/Karachi|Islamabad, Karachi
India Standard Time|Asia/Kolkata|Chennai, Kolkata, Mumbai, New Delhi
Nepal Standard Time|Asia/Kathmandu|Kathmandu
Bangladesh Standard Time|Asia/Dhaka|Dhaka
SE Asia Standard Time|Asia/Bangkok|Bangkok, Hanoi, Jakarta
China Standard Time|Asia/Shanghai|Beijing, Chongqing, Hong Kong, Urumqi
Singapore Standard Time|Asia/Singapore|Kuala Lumpur, Singapore
Taipei Standard Time|Asia/Taipei|Taipei
W. Australia Standard Time|Australia/Perth|Perth
Tokyo Standard Time|Asia/Tokyo|Osaka, Sapporo, Tokyo
Korea Standard Time|Asia/Seoul|Seoul
Cen. Australia Standard Time|Australia/Adelaide|Adelaide
AUS Central Standard Time|Australia/Darwin|Darwin
E. Australia Standard Time|Australia/Brisbane|Brisbane
AUS Eastern Standard Time|Australia/Sydney|Canberra, Melbourne, Sydney
Tasmania Standard Time|Australia/Hobart|Hobart
New Zealand Standard Time|Pacific/Auckland|Auckland, Wellington
`

const ZONES: ReadonlyMap<string, string> = new Map(NAMES.trim().split('\n').flatMap(line => {
  const [windows = '', iana = '', ...shown] = line.split('|')
  return [windows, ...shown].map(name => [name.toLowerCase(), iana] as const)
}))

/** The IANA name of a zone of Windows; null where it is none that we know. */
export function windowsZone (name: string): string | null {
  return ZONES.get(name.replace(/^\((?:UTC|GMT)[^)]{0,10}\)\s*/i, '').trim().toLowerCase()) ?? null
}
