// Structured conditions in the browser: the mirror of common/conditions.py, of `asked` in intake/questions.py and of
// the amounts in intake/typed.py. Pure, and never the last word: the server asks again. Change both sides together;
// tests/journeys/test_conditions_parity.py runs one table of cases through both.

window.duetConditions = (() => {
  // What Python calls blank, which differs from what trim() does.
  const BLANKS = "\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000";
  const AROUND = new RegExp(`^[${BLANKS}]+|[${BLANKS}]+$`, "g");
  const NUMBER = /^([+-]?)([0-9]+)(?:\.([0-9]+))?$/;

  const strip = (text) => text.replace(AROUND, "");
  const plain = (value) => strip(String(value)).toLowerCase();

  function isEmpty(value) {
    if (value === null || value === undefined) return true;
    if (typeof value === "string") return strip(value) === "";
    if (Array.isArray(value)) return value.length === 0;
    return typeof value === "object" && Object.keys(value).length === 0;
  }

  // [digits as a whole number, how many of them are decimals], exact at any length; null when it is no number.
  function number(value) {
    if (value === null || typeof value === "object") return null;
    const found = strip(String(value)).match(NUMBER);
    if (!found) return null;
    const [, sign, whole, decimals = ""] = found;
    return [BigInt(sign === "-" ? `-${whole}${decimals}` : whole + decimals), decimals.length];
  }

  // Below zero, zero or above it; null when either is no number.
  function compare(one, other) {
    const [left, right] = [number(one), number(other)];
    if (!left || !right) return null;
    const places = Math.max(left[1], right[1]);
    const [a, b] = [left, right].map(([digits, decimals]) => digits * 10n ** BigInt(places - decimals));
    return a < b ? -1 : a > b ? 1 : 0;
  }

  function same(one, other) {
    if (isEmpty(one) || isEmpty(other)) return false;
    const order = compare(one, other);
    return order === null ? plain(one) === plain(other) : order === 0;
  }

  function equals(fact, value) {
    if (Array.isArray(fact)) return fact.length === 1 && same(fact[0], value);
    return same(fact, value);
  }

  function contains(fact, value) {
    if (Array.isArray(fact)) return fact.some((one) => same(one, value));
    return !isEmpty(fact) && plain(fact).includes(plain(value));
  }

  function oneOf(fact, values) {
    const ticked = Array.isArray(fact) ? fact : [fact];
    return ticked.some((one) => values.some((value) => same(one, value)));
  }

  const COMPARISONS = {
    equals,
    not_equals: (fact, value) => !equals(fact, value),
    one_of: oneOf,
    at_least: (fact, value) => (compare(fact, value) ?? -1) >= 0,
    below: (fact, value) => (compare(fact, value) ?? 1) < 0,
    is_set: (fact) => !isEmpty(fact),
    is_empty: (fact) => isEmpty(fact),
    contains,
  };

  function holds(condition, facts) {
    const fact = Object.hasOwn(facts, condition.field) ? facts[condition.field] : null;
    return COMPARISONS[condition.comparison](fact, condition.value ?? null);
  }

  function allHold(conditions, facts) {
    return conditions.every((condition) => holds(condition, facts));
  }

  // The keys of the questions [{key, conditions, answer}] that are asked, each judged on the earlier ones asked.
  function asked(questions, facts) {
    const known = { ...facts };
    const keys = [];
    for (const { key, conditions, answer } of questions) {
      if (!allHold(conditions, known)) continue;
      keys.push(key);
      known[key] = answer;
    }
    return keys;
  }

  // --- what people type -------------------------------------------------------------------------------

  const SIGNS = { "€": "EUR", $: "USD", "£": "GBP" };
  const CURRENCY = "EUR|USD|GBP|CHF|€|\\$|£";
  const AMOUNT = new RegExp(`^(${CURRENCY})?[${BLANKS}]*([0-9][0-9.,'’${BLANKS}]*?)[${BLANKS}]*(${CURRENCY})?$`, "i");
  const FIGURES = new RegExp(
    `^([0-9]+|[1-9][0-9]{0,2}([.,'’${BLANKS}])[0-9]{3}(?:\\2[0-9]{3})*)(?:([.,])([0-9]{1,2}))?$`,
  );
  const WHOLE_DIGITS = 12;

  // {number: "48000.50", currency: "EUR" or "", figures: the number as typed}, or null.
  function readAmount(text) {
    const found = strip(text).match(AMOUNT);
    if (!found || (found[1] && found[3])) return null;
    const figures = found[2].match(FIGURES);
    if (!figures || (figures[2] && figures[2] === figures[3])) return null;
    const whole = figures[1].replace(/[^0-9]/g, "");
    if (whole.length > WHOLE_DIGITS) return null;
    const currency = (found[1] ?? found[3] ?? "").toUpperCase();
    return { number: `${whole}.${figures[4] ?? "0"}`, currency: SIGNS[currency] ?? currency, figures: found[2] };
  }

  // The digits of a whole number, or null.
  function readWholeNumber(text) {
    const amount = readAmount(text);
    if (!amount || amount.currency || !/\.0+$/.test(amount.number)) return null;
    return String(BigInt(amount.number.split(".")[0]));
  }

  return { holds, allHold, asked, readAmount, readWholeNumber };
})();
