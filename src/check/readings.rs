//! What a garbled formula may have been: text that was copied from a rendered page has lost its superscripts or some of
//! its parentheses. The readings are proposals, each with what was guessed; nothing is read in their place.

use crate::syntax::{Names, TableNames, parse};

/// The longest text that is guessed at, in bytes.
pub const MOST_BYTES: usize = 400;
/// The most readings that are proposed.
pub const MOST_GUESSES: usize = 6;
/// The most drafts that are followed at once.
const MOST_DRAFTS: usize = 24;

/// One reading of a garbled text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Guess {
    /// The reading in plain notation, which can be read.
    pub text: String,
    /// What was guessed: ``if `(2)` is a square and `e(-z)` is e^(-z)``.
    pub says: String,
    /// Whether a superscript was lost.
    pub superscript: bool,
}

/// The likely readings of a text in plain notation that differ from what is written, the most likely first.
///
/// None for prose, for a text of more than [`MOST_BYTES`], and where nothing looks garbled. Each of them can be parsed.
/// Time is bounded by the length of the text and [`MOST_GUESSES`], well below a millisecond for a line.
pub fn of(text: &str) -> Vec<Guess> {
    let text = text.trim();
    if text.len() > MOST_BYTES || is_prose(text) {
        return Vec::new();
    }
    let start = Draft { text: text.chars().collect(), says: Vec::new(), superscript: false };
    let steps: [fn(&Draft) -> Vec<Draft>; 8] =
        [primes, exponentials, signed_exponents, digits, parentheses, raised, inverses, fractions];
    let mut drafts = vec![start];
    for step in steps {
        drafts = drafts.iter().flat_map(step).take(MOST_DRAFTS).collect();
    }
    let mut found: Vec<Guess> = Vec::new();
    for draft in drafts.into_iter().filter(|draft| !draft.says.is_empty()) {
        let guess = Guess {
            text: draft.text.iter().collect(),
            says: format!("if {}", draft.says.join(" and ")),
            superscript: draft.superscript,
        };
        let is_new = guess.text != text && found.iter().all(|other| other.text != guess.text);
        if is_new && found.len() < MOST_GUESSES && parse(&guess.text).is_ok() {
            found.push(guess);
        }
    }
    found
}

/// A text that is being mended, and what was guessed so far.
#[derive(Debug, Clone)]
struct Draft {
    text: Vec<char>,
    says: Vec<String>,
    superscript: bool,
}

impl Draft {
    fn at(&self, at: usize) -> Option<char> {
        self.text.get(at).copied()
    }

    fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|before| self.at(before))
    }

    fn slice(&self, from: usize, to: usize) -> String {
        self.text[from..to].iter().collect()
    }

    fn say(&mut self, guess: String) {
        if !self.says.contains(&guess) {
            self.says.push(guess);
        }
    }

    /// Says what superscript was lost.
    fn raise(&mut self, guess: String) {
        self.superscript = true;
        self.say(guess);
    }

    fn put(&mut self, from: usize, to: usize, new: &str) {
        self.text.splice(from..to, new.chars());
    }

    /// Where the parenthesis that opens at `at` is closed.
    fn closing(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for (place, &sign) in self.text.iter().enumerate().skip(at) {
            match sign {
                '(' => depth += 1,
                ')' if depth == 1 => return Some(place),
                ')' => depth = depth.saturating_sub(1),
                _ => {} // any other sign stands inside
            }
        }
        None
    }

    /// Where the parenthesis that closes at `at` is opened.
    fn opening(&self, at: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for place in (0..=at).rev() {
            match self.text[place] {
                ')' => depth += 1,
                '(' if depth == 1 => return Some(place),
                '(' => depth = depth.saturating_sub(1),
                _ => {} // any other sign stands inside
            }
        }
        None
    }

    /// The number in parentheses that opens at `at`, perhaps with a sign: its text and where it ends.
    fn number_in_parentheses(&self, at: usize) -> Option<(String, usize)> {
        let end = self.closing(at).filter(|_| self.at(at) == Some('('))?;
        let inside: String = self.slice(at + 1, end).trim().replace('−', "-");
        let digits = inside.strip_prefix('-').unwrap_or(&inside);
        let fits = (1..=2).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit());
        fits.then_some((inside, end + 1))
    }
}

/// Letters that stand for a variable.
const VARIABLES: &[char] = &['z', 'x', 'y', 't', 'u', 'v', 'w', 's', 'r'];
/// Short words of sentences.
const SMALL_WORDS: &[&str] =
    &["is", "of", "to", "we", "in", "it", "as", "at", "by", "be", "an", "on", "so", "no", "us"];

/// Whether a text has words that no formula has, or no sign that formulas have.
fn is_prose(text: &str) -> bool {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let unknown = |word: &str| match word.chars().count() {
        0 | 1 => false,
        2 => SMALL_WORDS.contains(&word),
        _ => !is_known(word),
    };
    let has_sign = text.contains(['=', '+', '-', '−', '*', '/', '^', '(', ')', '\'', '′', '’']);
    let has_digit = text.chars().any(|c| c.is_ascii_digit()) || text.chars().count() <= 3;
    !has_sign && !has_digit || words.into_iter().any(unknown)
}

/// Whether a word of three letters or more belongs to formulas.
fn is_known(word: &str) -> bool {
    const WORDS: &[&str] = &["otherwise", "and", "let"];
    let lower = word.to_lowercase();
    let names = TableNames;
    let greek = crate::syntax::GREEK.iter().any(|row| row.1 == lower);
    let differential = lower.strip_prefix('d').is_some_and(|of| names.function(of).is_some());
    greek
        || differential
        || WORDS.contains(&lower.as_str())
        || names.function(&lower).is_some()
        || names.activation(&lower).is_some()
}

/// `g'z` is g'(z), and `d / dz` is d/dz.
fn primes(draft: &Draft) -> Vec<Draft> {
    let mut own = draft.clone();
    let mut at = 0;
    while at < own.text.len() {
        let is_prime = matches!(own.text[at], '\'' | '′' | '’');
        let letter = own.at(at + 1).filter(|next| VARIABLES.contains(next));
        let alone = !own.at(at + 2).is_some_and(|next| next.is_alphanumeric() || next == '(');
        if is_prime && at > 0 && own.text[at - 1].is_alphabetic() {
            own.text[at] = '\'';
            if let Some(letter) = letter.filter(|_| alone) {
                let (was, new) = (own.slice(at - 1, at + 2), format!("{}'({letter})", own.text[at - 1]));
                own.put(at + 1, at + 2, &format!("({letter})"));
                own.say(format!("`{was}` is {new}"));
            } else if own.at(at + 1) == Some(' ') && own.at(at + 2) == Some('(') {
                own.put(at + 1, at + 2, "");
            }
        }
        at += 1;
    }
    let joined: String = own.text.iter().collect();
    own.text = joined.replace("d / d", "d/d").chars().collect();
    vec![own]
}

/// `e(-z)` is e^(-z), and `ez` is e^z.
fn exponentials(draft: &Draft) -> Vec<Draft> {
    let mut own = draft.clone();
    let mut at = 0;
    while at < own.text.len() {
        let begins = own.text[at] == 'e' && !own.before(at).is_some_and(|c| c.is_alphabetic() || c == '_' || c == '\\');
        if begins && own.at(at + 1) == Some('(') {
            let end = own.closing(at + 1).map_or(own.text.len(), |end| end + 1);
            let inside = own.slice(at + 1, end);
            own.put(at, at + 1, "e^");
            own.raise(format!("`e{inside}` is e^{inside}"));
        } else if begins {
            let word = own.text[at + 1..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
            let exponent = own.slice(at + 1, at + 1 + word);
            let digits = exponent.trim_start_matches(|c: char| c.is_ascii_digit());
            let is_variable = digits.len() == 1 && digits.chars().all(|c| VARIABLES.contains(&c));
            if is_variable && own.at(at + 1 + word) != Some('(') {
                let new = if exponent.len() == 1 { format!("e^{exponent}") } else { format!("e^({exponent})") };
                own.put(at, at + 1 + word, &new);
                own.raise(format!("`e{exponent}` is {new}"));
            }
        }
        at += 1;
    }
    vec![own]
}

/// `e-z` is e^(-z).
fn signed_exponents(draft: &Draft) -> Vec<Draft> {
    let mut own = draft.clone();
    let mut at = 0;
    while at < own.text.len() {
        let begins =
            own.text[at] == 'e' && !own.before(at).is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '\\');
        if begins && matches!(own.at(at + 1), Some('-' | '−')) {
            let length = own.text[at + 2..].iter().take_while(|c| c.is_ascii_alphanumeric()).count();
            if length > 0 && own.at(at + 2 + length) != Some('(') {
                let (was, exponent) = (own.slice(at, at + 2 + length), own.slice(at + 2, at + 2 + length));
                let squared = exponent.len() == 2
                    && exponent.starts_with(VARIABLES)
                    && exponent.ends_with(|c: char| c.is_ascii_digit());
                let exponent = if squared { format!("{}^{}", &exponent[..1], &exponent[1..]) } else { exponent };
                own.put(at, at + 2 + length, &format!("e^(-{exponent})"));
                own.raise(format!("`{was}` is e^(-{exponent})"));
            }
        }
        at += 1;
    }
    vec![own]
}

/// `x2` is x^2, and `)2` is a square.
fn digits(draft: &Draft) -> Vec<Draft> {
    let mut own = draft.clone();
    let mut at = 1;
    while at < own.text.len() {
        let (sign, before) = (own.text[at], own.text[at - 1]);
        let is_letter = VARIABLES.contains(&before)
            && !at.checked_sub(2).and_then(|two| own.at(two)).is_some_and(|c| c.is_alphabetic() || c == '_');
        let ends = !own.at(at + 1).is_some_and(|c| c.is_alphanumeric() || c == '.' || c == '_');
        let name = own.text[..at].iter().rev().take_while(|c| c.is_ascii_alphabetic()).count();
        let known = |to: usize| TableNames.function(&own.slice(at - name, to)).is_some();
        let is_function = name > 1 && own.at(at + 1) == Some('(') && known(at) && !known(at + 1);
        if sign.is_ascii_digit() && ends && (is_letter || is_function || before == ')') {
            let what = match is_letter {
                true => format!("`{before}{sign}` is {before}^{sign}"),
                false => power_said(&format!("{before}{sign}"), &sign.to_string()),
            };
            own.put(at, at, "^");
            own.raise(what);
        }
        at += 1;
    }
    vec![own]
}

fn power_said(was: &str, exponent: &str) -> String {
    match exponent {
        "2" => format!("`{was}` is a square"),
        "3" => format!("`{was}` is a cube"),
        _ => format!("`{was}` is the exponent {exponent}"),
    }
}

/// Parentheses that are not closed are closed in the likely places, and those that are not opened are opened.
fn parentheses(draft: &Draft) -> Vec<Draft> {
    let Some((from, to, open)) = unbalanced(&draft.text) else { return vec![draft.clone()] };
    let mut found = Vec::new();
    let mut insert = |at: usize, sign: &str, says: &str| {
        let mut own = draft.clone();
        own.put(at, at, sign);
        own.say(says.to_owned());
        found.push(own);
    };
    match open {
        1 => {
            let group =
                (from..to).rev().find(|&at| draft.before(at) == Some(')') && draft.number_in_parentheses(at).is_some());
            let raised = (from..to).rev().find(|&at| draft.text[at] == '^' && draft.before(at) == Some(')'));
            if let Some(at) = group {
                let exponent = draft.number_in_parentheses(at).map(|(number, _)| number).unwrap_or_default();
                insert(at, ")", &format!("a parenthesis is closed before `({exponent})`"));
            }
            if let Some(at) = raised {
                insert(at, ")", "a parenthesis is closed before the exponent");
            }
            insert(to, ")", "a parenthesis is closed at the end");
        }
        2.. => insert(to, &")".repeat(usize::try_from(open).unwrap_or(0)), "the parentheses are closed at the end"),
        _ => {
            if open == -1 {
                if let Some(at) = (from..to).rev().find(|&at| draft.text[at] == '/') {
                    let blanks = draft.text[at + 1..].iter().take_while(|c| c.is_whitespace()).count();
                    insert(at + 1 + blanks, "(", "a parenthesis is opened after the fraction bar");
                }
                insert(from, "(", "a parenthesis is opened at the beginning");
                let last = (from..to).rev().find(|&at| draft.text[at] == ')');
                if let Some(at) = last {
                    let mut own = draft.clone();
                    own.put(at, at + 1, "");
                    own.say("the last parenthesis is left out".to_owned());
                    found.push(own);
                }
            }
        }
    }
    found
}

/// The first side of an equation whose parentheses do not match: where it begins and ends, and how many more are opened
/// than closed.
fn unbalanced(text: &[char]) -> Option<(usize, usize, i64)> {
    let mut from = 0;
    for side in text.split(|&c| c == '=') {
        let count = |sign: char| i64::try_from(side.iter().filter(|&&c| c == sign).count()).unwrap_or(i64::MAX);
        let open = count('(') - count(')');
        let end = from + side.iter().rposition(|c| !c.is_whitespace()).map_or(0, |last| last + 1);
        if open != 0 && open.abs() <= 4 {
            let start = from + side.iter().position(|c| !c.is_whitespace()).unwrap_or(0);
            return Some((start, end, open));
        }
        from += side.len() + 1;
    }
    None
}

/// `(…)(2)` is a square, and `tanh(2)(z)` is tanh^2(z).
fn raised(draft: &Draft) -> Vec<Draft> {
    let mut own = draft.clone();
    let mut at = 1;
    while at < own.text.len() {
        let Some((number, end)) = own.number_in_parentheses(at) else {
            at += 1;
            continue;
        };
        let before = own.text[at - 1];
        let said = power_said(&format!("({number})"), &number);
        let exponent = if number.starts_with('-') { format!("^({number})") } else { format!("^{number}") };
        let name = own.text[..at].iter().rev().take_while(|c| c.is_alphabetic()).count();
        let is_function = TableNames.function(&own.slice(at - name, at)).is_some();
        if before == ')' {
            own.put(at, end, &exponent);
            let begins = own.opening(at - 1).filter(|&open| own.before(open) == Some('^'));
            let base = begins.and_then(|open| open.checked_sub(2)).filter(|&base| own.text[base] == 'e');
            if let Some(base) = base {
                own.put(at, at, ")");
                own.put(base, base, "(");
            }
            own.raise(said);
        } else if match own.at(end) {
            Some('(') => is_function,
            _ => name == 1 && VARIABLES.contains(&before), // nothing is applied behind it
        } {
            own.put(at, end, &exponent);
            own.raise(said);
        }
        at += 1;
    }
    vec![own]
}

/// `(…)-1` without blanks is a reciprocal, or else what is written.
fn inverses(draft: &Draft) -> Vec<Draft> {
    let last = draft.text.len();
    let minus = (1..last).rev().find(|&at| {
        let ends = !draft.at(at + 2).is_some_and(|c| c.is_alphanumeric() || c == '.');
        matches!(draft.text[at], '-' | '−')
            && draft.text[at - 1] == ')'
            && matches!(draft.at(at + 1), Some('1' | '2'))
            && ends
    });
    let Some(at) = minus else { return vec![draft.clone()] };
    let mut own = draft.clone();
    let was = own.slice(at, at + 2);
    let exponent = own.slice(at + 1, at + 2);
    own.put(at, at + 2, &format!("^(-{exponent})"));
    own.raise(format!("`{was}` is the exponent -{exponent}"));
    vec![own, draft.clone()]
}

/// What is written, or a fraction bar that reaches to the end of its side: `1/1+e^-x` is 1/(1+e^-x).
fn fractions(draft: &Draft) -> Vec<Draft> {
    let mut found = vec![draft.clone()];
    let slash = (1..draft.text.len()).find(|&at| draft.text[at] == '/' && !is_differential(draft, at));
    let Some(slash) = slash else { return found };
    let (mut depth, mut sum) = (0_i64, None);
    let mut end = draft.text.len();
    for at in slash + 1..draft.text.len() {
        match draft.text[at] {
            '(' => depth += 1,
            ')' if depth == 0 => {
                end = at;
                break;
            }
            ')' => depth -= 1,
            '=' | ',' | ';' | '/' if depth == 0 => {
                end = at;
                break;
            }
            '+' | '-' | '−' if depth == 0 => {
                let behind = draft.text[slash + 1..at].iter().rev().find(|c| !c.is_whitespace());
                let binary = behind.is_some_and(|c| c.is_alphanumeric() || *c == ')');
                sum = sum.or(binary.then_some(at));
            }
            _ => {} // it is inside an operand
        }
    }
    if sum.is_some() {
        let trimmed = draft.text[..end].iter().rposition(|c| !c.is_whitespace()).map_or(end, |last| last + 1);
        let begin = slash + 1 + draft.text[slash + 1..].iter().take_while(|c| c.is_whitespace()).count();
        let mut own = draft.clone();
        let below = own.slice(begin, trimmed);
        own.put(trimmed, trimmed, ")");
        own.put(begin, begin, "(");
        own.say(format!("all of `{below}` is below the fraction bar"));
        found.push(own);
    }
    found
}

/// Whether the bar at `at` is that of a derivative, `d/dz` or `dy/dx`.
fn is_differential(draft: &Draft, at: usize) -> bool {
    let mut below = draft.text[at + 1..].iter().skip_while(|c| c.is_whitespace());
    matches!((below.next(), below.next()), (Some('d' | '∂'), Some(letter)) if VARIABLES.contains(letter))
}
