import ipaddr from 'ipaddr.js'

type Range = ReturnType<typeof ipaddr.parseCIDR>

/** What is not the public internet though its range says so, and ranges that not every release of the library knows. */
const NEVER: readonly Range[] = [
  // IPv4-compatible: ::127.0.0.1 is 127.0.0.1 to some.
  '::/96',
  // The host of a virtual machine on Azure.
  '168.63.129.16/32',
  '0.0.0.0/8', '100.64.0.0/10', '192.0.0.0/24', '192.88.99.0/24', '198.18.0.0/15', '240.0.0.0/4',
  '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '5f00::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8'
].map(text => ipaddr.parseCIDR(text))

/** The subnets that an operator allows besides the public internet. Throws where one is none. */
export function readSubnets (texts: readonly string[]): readonly Range[] {
  return texts.map(text => ipaddr.parseCIDR(text))
}

/** Whether an address (IPv4 or IPv6, without brackets) may be connected to: it is of the public internet, or of an allowed subnet. */
export function mayConnect (address: string, allowed: readonly Range[]): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address in the clothes of IPv6 is what it is.
  const found = ipaddr.process(address)
  if (allowed.some(range => isWithin(found, range))) return true
  return found.range() === 'unicast' && !NEVER.some(range => isWithin(found, range))
}

function isWithin (address: ReturnType<typeof ipaddr.process>, [network, bits]: Range): boolean {
  return address.kind() === network.kind() && address.match(network, bits)
}
