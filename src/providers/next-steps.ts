import type { Provider } from '../domain/integrations/integration.ts'

/** What a member does next at the provider, in plain sentences; docs/integrations.md has it at length. First of all, `publicUrl` is to be one that others can call. */
export function nextSteps (provider: Provider, publicUrl: string): readonly string[] {
  return LOOPBACK.test(new URL(publicUrl).hostname) ? [PUBLISH, ...STEPS[provider]] : STEPS[provider]
}

const LOOPBACK = /^(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])$/
const PUBLISH = 'Set PUBLIC_URL to the address under which others reach this server, and start it again: nobody but this machine can call what webhookUrl is now.'

const EMAIL_FROM = 'Then have copies of the mail that matters sent to the address that it receives at.'

const STEPS: Readonly<Record<Provider, readonly string[]>> = {
  GENERIC: [
    'Send what happens to webhookUrl as JSON by POST, with the header “Authorization: Bearer” and the secret behind it.',
    'The form of the JSON is told in docs/integrations.md.'
  ],
  STANDARD_WEBHOOKS: [
    'Enter webhookUrl and the secret at the sender; a sender that makes secrets of its own shows one to enter here.',
    'The form of the JSON is told in docs/integrations.md.'
  ],
  GITHUB: [
    'In the settings of a repository or an organization, under Webhooks, add webhookUrl with the content type application/json and the secret.',
    'Choose the single events: issue comments, issues, pull requests, their reviews and review comments, discussions, discussion comments, commit comments, stars and forks.'
  ],
  CAL_COM: [
    'In Cal.com, under Settings → Developer → Webhooks, add webhookUrl as subscriber address, with the secret and all booking and meeting events.',
    'Leave the payload as it is: a template of your own cannot be read.'
  ],
  CALENDLY: [
    'Subscribe webhookUrl by Calendly’s API (POST https://api.calendly.com/webhook_subscriptions) with the events invitee.created, invitee.canceled and the no-shows, and the secret as signing_key.',
    'Calendly offers webhooks in its paid plans.'
  ],
  POSTMARK: [
    'In Postmark, in the settings of the server’s inbound stream, enter webhookUrl with “goodturn:” and the secret and “@” between https:// and the host.',
    EMAIL_FROM
  ],
  MAILGUN: ['In Mailgun, under Receiving, create a route that forwards to webhookUrl.', EMAIL_FROM],
  SENDGRID: [
    'In SendGrid, under Settings → Inbound Parse, add a host with webhookUrl as its destination, with “goodturn:” and the secret and “@” between https:// and the host; a security policy that signs needs none of that, and its public key entered as the secret here.',
    EMAIL_FROM
  ],
  MIME: ['Have your mail server post each message as it is to webhookUrl, with the content type message/rfc822 and the header “Authorization: Bearer” and the secret behind it.'],
  SLACK: [
    'In your Slack app, under Event Subscriptions, enter webhookUrl as the request URL, and subscribe to message.channels, message.groups, message.im, app_mention, reaction_added and reaction_removed.',
    'Then install the app in the workspace, and add it to the channels that matter.'
  ],
  TWILIO: [
    'In the Twilio Console, at the phone number, enter webhookUrl for a message that comes in (HTTP POST), and as the callback of a call’s status.'
  ],
  WHATSAPP: [
    'In the app at developers.facebook.com, under WhatsApp → Configuration, enter webhookUrl as callback URL with verifyToken.',
    'Then subscribe to the field messages.'
  ],
  TELEGRAM: [
    'Tell the bot once: call https://api.telegram.org/bot<its token>/setWebhook with url=webhookUrl and secret_token=the secret.',
    'Add allowed_updates as docs/integrations.md has it: without it Telegram passes on no reactions.'
  ],
  ZOOM: [
    'In your Zoom app, under Feature → Event Subscriptions, enter webhookUrl as the event notification endpoint, and press Validate.',
    'Subscribe to the events “Participant/Host joined meeting” and “Participant/Host left meeting”.'
  ],
  ACTIVITYPUB: [
    'Nothing has to be entered anywhere: its name in the fediverse is “@”, the id of the integration, “@” and the host of webhookUrl.',
    'Search for it in any app of the fediverse, and mention it from there.'
  ]
}
