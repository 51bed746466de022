import t from 'tap'
import { mayConnect, readSubnets } from '../../src/outside/address-rules.ts'

t.test('the public internet may be connected to', async t => {
  t.strictSame(['1.1.1.1', '93.184.216.34', '8.8.8.8', '172.32.0.1', '2606:4700:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8'].filter(address => !mayConnect(address, [])), [])
})

t.test('nothing else may: private, local, special and disguised addresses', async t => {
  t.strictSame([
    '127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.0.1', '192.0.2.1', '192.88.99.1', '198.18.0.1', '198.51.100.1', '203.0.113.1',
    '224.0.0.1', '240.0.0.1', '255.255.255.255', '168.63.129.16', '::', '::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '::127.0.0.1', '::7f00:1', '::ffff:0:127.0.0.1', 'fe80::1', 'fe80::1%eth0', 'fec0::1', 'fc00::1', 'fd00:ec2::254',
    'ff02::1', '2001:db8::1', '2001::1', '2002:7f00:1::', '3fff::1', '5f00::1', '64:ff9b::7f00:1', '64:ff9b:1::1', '100::1', 'localhost', '', '1.2.3.4.5', '[::1]'
  ].filter(address => mayConnect(address, [])), [])
})

t.test('an operator can allow a subnet, and nothing beyond it', async t => {
  const allowed = readSubnets(['127.0.0.0/8', 'fd12::/16'])
  t.strictSame(['127.0.0.1', '::ffff:127.0.0.1', 'fd12::1', '1.1.1.1'].filter(address => !mayConnect(address, allowed)), [])
  t.strictSame(['128.0.0.0', '10.0.0.1', '::1', 'fd13::1'].filter(address => mayConnect(address, allowed)), ['128.0.0.0'], 'which is public anyway')
  t.throws(() => readSubnets(['127.0.0.1']))
  t.throws(() => readSubnets(['x/8']))
})
