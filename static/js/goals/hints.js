/** What a brief could say better: offered while it is written, never in the way. Pure.
 *  webapp/goals/hints.py says the same after a save; tests/goals/hints.json holds both to it. */

const READ_IN_HALF_A_MINUTE = 120 // words
const FEW = 3 // words that can name an outcome

const MARKS = /[?？؟]+/g
const JOIN = new RegExp( // "Who tells him, and when": two things asked in one sentence
  "[\\s,;:?？؟]("
  + "and (who|what|when|where|why|how|which|should|can|could|do|is|are)"
  + "|und (wer|wen|wem|was|wann|wo|warum|wie|welche[rsnm]?|soll|kann)"
  + "|et (qui|que|quand|où|pourquoi|comment)"
  + "|y (quién|qué|cuándo|dónde|por qué|cómo)"
  + ")([\\s,:?？؟]|$)", "i",
)
const CHINESE_OR_JAPANESE = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]/g
const WORD = /[^\s]+/g

const NO_QUESTION = "There is no question yet. What do you want to ask?"
const SEVERAL = "This reads like two questions. One gets the better answer."
const NO_OUTCOME = "Say what you will have afterwards: a sentence, a date, a decision."
const ASKS_AGAIN = "This asks again. Say what you will have once it is answered."
const TOO_LITTLE = "A few words more: how will you know that it worked?"

/**
 * @param {{situation: string, tried: string, question: string, done: string}} prompts
 * @returns what to say beside "question", "done" and the "whole"; empty where all is well
 */
export function hintsOn({ situation, tried, question, done }) {
  const words = [situation, tried, question, done].reduce((sum, text) => sum + wordsIn(text), 0)
  return {
    question: onQuestion(question.trim()),
    done: onDone(done.trim(), Boolean(question.trim())),
    whole: onLength(words),
  }
}

function onQuestion(text) {
  if (!text) return ""
  const marks = text.match(MARKS)
  if (!marks) return NO_QUESTION
  return marks.length > 1 || JOIN.test(text) ? SEVERAL : ""
}

function onDone(text, isAsked) {
  if (!text) return isAsked ? NO_OUTCOME : ""
  if (text.match(MARKS)) return ASKS_AGAIN
  return wordsIn(text) < FEW ? TOO_LITTLE : ""
}

function onLength(words) {
  if (words <= READ_IN_HALF_A_MINUTE) return ""
  return `${words} words. ${READ_IN_HALF_A_MINUTE} are read in half a minute.`
}

/** Count words; where they are not set apart, two characters are one. */
export function wordsIn(text) {
  const signs = text.match(CHINESE_OR_JAPANESE)?.length ?? 0
  const words = text.replace(CHINESE_OR_JAPANESE, " ").match(WORD)?.length ?? 0
  return words + Math.floor((signs + 1) / 2)
}
