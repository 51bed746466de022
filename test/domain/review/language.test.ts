import t from 'tap'
import { readsAsEnglish } from '../../../src/domain/review/language.ts'
import { readWords } from '../../../src/domain/review/words.ts'

function isEnglish (text: string): boolean {
  return readsAsEnglish(readWords(text))
}

t.test('English is told, also in few words', async t => {
  for (const text of [
    'Could you review my talk by Friday?', 'Can you help me?', 'Hi Ada, quick favor: call me', 'Send slides by Friday', 'Review, please.', 'Thanks!',
    'Hello Frau Müller, could you forward die Folien to me?', 'hi grace can u look over my essay', 'Would Señor José Pérez de la Cruz read it for us?', 'I need an intro to Ada'
  ]) t.ok(isEnglish(text), text)
})

t.test('other languages are told from English', async t => {
  for (const text of [
    'Könntest du mir bitte helfen?', 'Hallo Ada, kannst du meinen Vortrag bis Freitag lesen? Danke!', 'Pourriez-vous relire mon texte avant vendredi ?', 'Salut, tu peux m\'aider ?',
    '¿Puedes revisar mi charla antes del viernes?', 'Hola, ¿me puedes ayudar con esto?', 'Você pode revisar minha palestra até sexta?', 'Puoi aiutarmi con la mia tesi?', 'Potresti leggere il mio testo entro venerdì?',
    'Kun je mijn presentatie voor vrijdag bekijken?', 'Kan du hjälpa mig med det här?', 'Kan du lese teksten min før fredag?', 'Czy możesz przeczytać mój tekst do piątku?', 'Bana yardım eder misin lütfen?',
    'Bisakah Anda membantu saya dengan ini?', 'Не могли бы вы помочь мне?', '请您帮我看一下', 'يرجى مساعدتي', 'Μπορείς να με βοηθήσεις;'
  ]) t.notOk(isEnglish(text), text)
})

t.test('what is in no language is not English', async t => {
  for (const text of ['', '12345', 'asdf qwer zxcv', 'a1b2 c3d4 e5f6 g7h8', 'Lorem ipsum dolor sit amet consectetur adipiscing elit']) t.notOk(isEnglish(text), text)
})
