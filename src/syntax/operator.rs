//! What can follow an expression: operators, closing brackets, separators, further factors, the end.

use smallvec::smallvec;
use smol_str::SmolStr;

use super::MAX_ORDER;
use super::apply::{SIGMA, is_opening};
use super::error::{Error, ErrorKind};
use super::machine::{Dialect, Entry, Form, Machine, Next, Op, Stage, Value};
use super::reduce::Incoming;
use super::symbols::strength;
use super::token::{Bracket, Kind, Token, Word, latin, skip_blank};
use super::tree::{Binary, Node, Relation, TreeId};

/// Names of variables, the likeliest first.
const VARIABLES: [&str; 3] = ["z", "x", "t"];

impl Machine<'_> {
    /// Reads a token after a complete operand.
    pub(super) fn operator(&mut self, token: Token) -> Result<Next, Error> {
        let group = self.group().op;
        match (token.raised, group) {
            (true, Op::Script | Op::ScriptRound) => {}
            (true, _) => return self.raise(token), // outside a superscript one begins here
            (false, Op::Script) => self.close_script(token)?,
            (false, Op::ScriptRound) => return Err(self.unclosed(token)),
            (false, _) => {} // on the line, inside any other bracket
        }
        match token.kind {
            Kind::Plus => self.infix(Op::Infix(Binary::Add), token),
            Kind::Minus => self.infix(Op::Infix(Binary::Sub), token),
            Kind::Times => self.infix(Op::Infix(Binary::Mul), token),
            Kind::Divide => self.infix(Op::Infix(Binary::Div), token),
            Kind::Power => self.infix(Op::Infix(Binary::Pow), token),
            Kind::Relation(Relation::Greater | Relation::GreaterEqual) if self.group().op == Op::Angle => {
                // Inside `^<` it closes, and what stands behind it is read anew.
                let end = token.start + 1;
                self.move_to(end as usize);
                self.close_group(Token { end, ..token })
            }
            Kind::Relation(relation) => self.infix(Op::Relation(relation), token),
            Kind::Word(Word::And) => self.infix(Op::And, token),
            Kind::Word(Word::Or) => self.infix(Op::Or, token),
            Kind::Word(Word::If) => self.case_condition(token),
            Kind::Word(Word::Otherwise) => self.case_otherwise(token),
            Kind::Word(Word::Else) => Err(self.misplaced_word(token).suggesting(token.span(), "otherwise")),
            Kind::Word(Word::Let) => Err(self.misplaced_word(token)),
            Kind::Word(Word::Undefined) | Kind::Name | Kind::Meta | Kind::Open(_) => self.implicit(token),
            Kind::SquareRoot | Kind::CubeRoot | Kind::Partial => self.implicit(token),
            Kind::Number => Err(self.number_after(token)),
            Kind::Bar => self.bar(token),
            Kind::Close(bracket) => self.close(token, bracket),
            Kind::Comma | Kind::Semicolon => self.separator(token),
            Kind::Primes => self.prime_on_group(token),
            Kind::Member => self.member(),
            Kind::Infinity => Err(Error::new(ErrorKind::Infinity, token.span())),
            Kind::End => self.end(token),
        }
    }

    fn infix(&mut self, op: Op, token: Token) -> Result<Next, Error> {
        let binds_right = op == Op::Infix(Binary::Pow);
        let incoming = if binds_right { Incoming::power() } else { Incoming::left(op.strength()) };
        self.reduce_for(incoming)?;
        self.push(op, token.start);
        Ok(Next::Operand)
    }

    /// A superscript is an exponent in brackets that are not written.
    fn raise(&mut self, token: Token) -> Result<Next, Error> {
        self.reduce_for(Incoming::power())?;
        self.push(Op::Infix(Binary::Pow), token.start);
        self.open(Op::Script, token.start);
        self.put_back(token);
        Ok(Next::Operand)
    }

    fn close_script(&mut self, token: Token) -> Result<(), Error> {
        self.reduce_group()?;
        self.groups.pop();
        self.entries.pop();
        let value = self.values.last_mut().expect("a superscript has content");
        value.form = Form::Grouped;
        debug_assert!(value.end <= token.start, "a superscript ends before the line goes on");
        Ok(())
    }

    /// A factor without a sign in front of it.
    fn implicit(&mut self, token: Token) -> Result<Next, Error> {
        let last = *self.values.last().expect("an operand is complete");
        if last.form == Form::Bars
            && let Some(group) = self.groups.last_mut()
        {
            group.bar_then_factor = true;
        }
        let applied = is_opening(token) && last.form == Form::Plain && self.ends_in_name(last);
        self.reduce_for(Incoming {
            strength: strength::PRODUCT,
            binds_right: false,
            implicit: true,
            function: self.begins_function(token),
        })?;
        self.push(Op::Implicit(applied), if applied { last.start } else { token.start });
        self.put_back(token);
        Ok(Next::Operand)
    }

    /// Whether the value is a lone name other than a constant.
    fn ends_in_name(&self, value: Value) -> bool {
        match &self.nodes[value.id.0 as usize] {
            Node::Name(name) => !super::symbols::CONSTANTS.contains(&&**name),
            _ => false, // only a name can look like a function
        }
    }

    fn begins_function(&self, token: Token) -> bool {
        match token.kind {
            Kind::SquareRoot | Kind::CubeRoot => true,
            Kind::Name if !token.raised => {
                let name = latin(self.written(token));
                let known = self.names.function(&name).or_else(|| self.names.activation(&name));
                let opens = || self.text[skip_blank(self.text, token.end as usize)..].starts_with(['(', '[']);
                known.is_some() && (name != SIGMA || opens())
                    || name.strip_prefix("log_").is_some_and(|base| self.is_base(base))
            }
            _ => false, // nothing else begins a function
        }
    }

    fn number_after(&self, token: Token) -> Error {
        let last = *self.values.last().expect("an operand is complete");
        if matches!(self.nodes[last.id.0 as usize], Node::Number(_)) && last.form == Form::Plain {
            return Error::new(ErrorKind::AdjacentNumbers, token.span()).expecting("an operator");
        }
        let kind = ErrorKind::Expected { what: "an operator", found: self.describe(token) };
        let replacement = format!("*{}", self.snippet(token.start, token.end));
        Error::new(kind, token.span()).expecting("an operator").suggesting(token.span(), replacement)
    }

    fn misplaced_word(&self, token: Token) -> Error {
        Error::new(ErrorKind::MisplacedWord(self.written(token).into()), token.span())
    }

    /// `(z^2)'` is the derivative by the variable of the text, if it has one that is usual; `g(z)'` is `g'(z)`.
    fn prime_on_group(&mut self, token: Token) -> Result<Next, Error> {
        let last = *self.values.last().expect("an operand is complete");
        if let Some((name, argument)) = self.called_at_a_name(last) {
            return self.prime_on_call(token, &name, argument);
        }
        let is_argument = self.top() == Op::Implicit(true);
        let Some(variable) =
            self.variable().filter(|_| matches!(last.form, Form::Grouped | Form::Bars) && !is_argument)
        else {
            return Err(self.misplaced_prime(token));
        };
        let order = self.count_primes(token);
        if order > MAX_ORDER {
            return Err(Error::new(ErrorKind::DerivativeOrderRange, token.span()));
        }
        let body = self.pop_value();
        let id = self.need_number(body)?;
        self.note(body.start, token.end, |m| {
            let quotient = if order == 1 { format!("d/d{variable}") } else { format!("d^{order}/d{variable}^{order}") };
            format!("{} is read as {quotient} {}", m.snippet(body.start, token.end), m.snippet(body.start, body.end))
        });
        self.value(Node::Derivative(id, variable, order), body.start, token.end, Form::Plain)?;
        Ok(Next::Operator)
    }

    /// The function of a call with a name for its only argument, `tanh(z)`, and the argument.
    fn called_at_a_name(&self, value: Value) -> Option<(SmolStr, TreeId)> {
        let Node::Call(name, arguments) = &self.nodes[value.id.0 as usize] else { return None };
        let &[argument] = arguments.as_slice() else { return None };
        let is_name = matches!(self.nodes[argument.0 as usize], Node::Name(_));
        (is_name && value.form == Form::Plain).then(|| (name.clone(), argument))
    }

    fn prime_on_call(&mut self, token: Token, name: &str, argument: TreeId) -> Result<Next, Error> {
        let order = self.count_primes(token);
        if order > MAX_ORDER {
            return Err(Error::new(ErrorKind::DerivativeOrderRange, token.span()));
        }
        let call = self.pop_value();
        let id = self.node(Node::Name(name.into()), call.start, call.end)?;
        self.note(call.start, token.end, |m| {
            let (call, primes) = (m.snippet(call.start, call.end), m.snippet(token.start, token.end));
            let applied = call.find('(').unwrap_or(call.len());
            format!("{call}{primes} is read as {}{primes}{}", &call[..applied], &call[applied..])
        });
        self.value(Node::Prime(id, order, Some(argument)), call.start, token.end, Form::Plain)?;
        Ok(Next::Operator)
    }

    /// The parameter of the definition that is read, else the first of the usual variables that the text has.
    fn variable(&mut self) -> Option<Box<str>> {
        if let Some(parameter) = &self.parameter {
            return Some(parameter.as_ref().into());
        }
        let text = self.text;
        let usual = self.usual.get_or_insert_with(|| {
            let is_word = |c: char| c.is_alphanumeric() || c == '_';
            let alone = |at: usize| !text[..at].ends_with(is_word) && !text[at + 1..].starts_with(is_word);
            VARIABLES.into_iter().find(|name| text.match_indices(*name).any(|(at, _)| alone(at)))
        });
        usual.or_else(|| self.names.variable()).map(Box::from)
    }

    fn misplaced_prime(&self, token: Token) -> Error {
        let last = *self.values.last().expect("an operand is complete");
        let error = Error::new(ErrorKind::MisplacedPrime, token.span());
        if last.form != Form::Grouped || !self.text[last.start as usize..].starts_with(['(', '[']) {
            return error;
        }
        let group = self.snippet(last.start, last.end);
        if self.top() == Op::Implicit(true) {
            // `g(z)'` was meant as `g'(z)`.
            let start = self.entries.last().map_or(last.start, |entry| entry.at);
            let name = self.snippet(start, last.start);
            return error.suggesting(start as usize..token.end as usize, format!("{name}'{group}"));
        }
        error.suggesting(last.start as usize..token.end as usize, format!("d/dz {group}"))
    }

    /// A bar closes if bars are innermost, else it opens a factor.
    fn bar(&mut self, token: Token) -> Result<Next, Error> {
        if self.group().op == Op::Bar {
            return self.close_group(token);
        }
        let last = self.values.last().map(|value| value.form);
        if last != Some(Form::Bars) && self.groups.last().is_some_and(|group| group.bar_then_factor) {
            return Err(Error::new(ErrorKind::AmbiguousBars, token.span()).expecting("`*` between the factors"));
        }
        self.implicit(token)
    }

    fn close(&mut self, token: Token, bracket: Bracket) -> Result<Next, Error> {
        let group = self.group();
        let fits = match group.op {
            Op::Round | Op::Call(Bracket::Round) => bracket == Bracket::Round && !token.raised,
            Op::ScriptRound => bracket == Bracket::Round && token.raised,
            Op::Square | Op::Call(Bracket::Square) => bracket == Bracket::Square,
            Op::Brace | Op::Cases(_) => bracket == Bracket::Brace,
            Op::Hidden => bracket == Bracket::Hidden,
            Op::Interval(_) => matches!(bracket, Bracket::Round | Bracket::Square) && !token.raised,
            Op::Bars => bracket == Bracket::Bars,
            Op::Top | Op::Angle | Op::Script | Op::Bar | Op::Call(_) => false,
            _ => unreachable!("only brackets are groups"),
        };
        if fits {
            return self.close_group(token);
        }
        let closed = match bracket {
            Bracket::Round => ")",
            Bracket::Square => "]",
            Bracket::Brace | Bracket::Hidden => "}",
            Bracket::Bars => "|",
        };
        match opening_sign(group.op) {
            "" => Err(Error::new(ErrorKind::Unopened(closed), token.span())),
            opened => {
                let opening = group.at as usize..group.at as usize + opened.len();
                let error = Error::new(ErrorKind::Mismatched { opened, closed }, token.span());
                Err(error.expecting(closing_sign(group.op)).labelled(opening, "opened here"))
            }
        }
    }

    /// Ends the innermost bracket with a token that fits it.
    fn close_group(&mut self, token: Token) -> Result<Next, Error> {
        self.reduce_group()?;
        let group = self.group();
        if let Op::Cases(_) = group.op {
            return self.close_cases(group, token);
        }
        if let Op::Interval(closed) = group.op {
            return self.close_interval(group, closed, token);
        }
        self.groups.pop();
        self.entries.pop();
        match group.op {
            Op::Call(_) => {
                let last = *self.values.last().expect("a call has an argument");
                self.need_number(last)?;
                let arguments = self.values.drain(group.base as usize..).map(|value| value.id).collect();
                let callee = self.callees.pop().expect("each call has its callee");
                self.finish_call(callee, arguments, token.end)?;
            }
            Op::Bar | Op::Bars => {
                let value = self.pop_value();
                let id = self.need_number(value)?;
                let form = if group.op == Op::Bar { Form::Bars } else { Form::Grouped };
                self.value(Node::Call("abs".into(), smallvec![id]), group.at, token.end, form)?;
            }
            _ => {
                // Parentheses of every other kind leave their value, and what is inside is closed to what follows.
                let value = self.values.last_mut().expect("a bracket has content");
                (value.start, value.end, value.form) = (group.at, token.end, Form::Grouped);
            }
        }
        Ok(Next::Operator)
    }

    /// `value if …`
    fn case_condition(&mut self, token: Token) -> Result<Next, Error> {
        self.case_value(token)?;
        self.set_group(Op::Cases(Stage::Condition));
        Ok(Next::Operand)
    }

    /// `value otherwise`, which is the last case.
    fn case_otherwise(&mut self, token: Token) -> Result<Next, Error> {
        self.case_value(token)?;
        let (id, start, end) = (TreeId(0), token.start, token.end);
        self.values.push(Value { id, start, end, form: Form::Otherwise });
        let mut next = self.take()?;
        if matches!(next.kind, Kind::Comma | Kind::Semicolon) {
            next = self.take()?;
            if next.kind != Kind::Close(Bracket::Brace) && next.kind != Kind::End {
                return Err(Error::new(ErrorKind::AfterOtherwise, next.span()).labelled(token.span(), "holds always"));
            }
        }
        match next.kind {
            Kind::Close(Bracket::Brace) => self.finish_cases(self.group(), next),
            Kind::End => Err(self.unclosed(next)),
            _ => {
                // Nothing else can follow.
                let kind = ErrorKind::Expected { what: "the closing brace", found: self.describe(next) };
                Err(Error::new(kind, next.span()).expecting("}"))
            }
        }
    }

    /// The value of a case is complete; braces after `^` turn out to hold cases.
    fn case_value(&mut self, token: Token) -> Result<(), Error> {
        self.reduce_group()?;
        match self.group().op {
            Op::Cases(Stage::Value) => {}
            Op::Brace => self.set_group(Op::Cases(Stage::Value)),
            _ => return Err(self.misplaced_word(token).expecting("cases in braces")), // no other bracket holds cases
        }
        self.need_number(*self.values.last().expect("an operand is complete"))?;
        Ok(())
    }

    fn close_cases(&mut self, group: Entry, token: Token) -> Result<Next, Error> {
        let last = *self.values.last().expect("an operand is complete");
        if group.op == Op::Cases(Stage::Value) {
            let error = Error::new(ErrorKind::MissingIf, Self::span(last)).expecting("`if`").expecting("`otherwise`");
            if self.values.len() == group.base as usize + 1 {
                return Err(error);
            }
            let value = self.snippet(last.start, last.end);
            return Err(error.suggesting(Self::span(last), format!("{value} otherwise")));
        }
        self.need_condition(last)?;
        self.finish_cases(group, token)
    }

    fn finish_cases(&mut self, group: Entry, token: Token) -> Result<Next, Error> {
        self.groups.pop();
        self.entries.pop();
        let mut cases = Vec::with_capacity((self.values.len() - group.base as usize) / 2);
        for pair in self.values[group.base as usize..].chunks_exact(2) {
            let condition = (pair[1].form != Form::Otherwise).then_some(pair[1].id);
            cases.push((pair[0].id, condition));
        }
        self.values.truncate(group.base as usize);
        self.value(Node::Cases(cases), group.at, token.end, Form::Grouped)?;
        Ok(Next::Operator)
    }

    fn separator(&mut self, token: Token) -> Result<Next, Error> {
        self.reduce_group()?;
        let group = self.group();
        let last = *self.values.last().expect("an operand is complete");
        let comma = token.kind == Kind::Comma;
        match group.op {
            Op::Call(_) if comma => {
                self.need_number(last)?;
                Ok(Next::Operand)
            }
            Op::Interval(_) if comma && self.values.len() == group.base as usize + 1 => Ok(Next::Operand),
            Op::Cases(Stage::Condition) => {
                self.need_condition(last)?;
                let next = self.peek()?;
                if next.kind == Kind::Close(Bracket::Brace) {
                    self.take()?;
                    return self.finish_cases(group, next);
                }
                self.set_group(Op::Cases(Stage::Value));
                Ok(Next::Operand)
            }
            Op::Cases(Stage::Value) => {
                Err(Error::new(ErrorKind::MissingIf, Self::span(last)).expecting("`if`").expecting("`otherwise`"))
            }
            Op::Top if comma && self.dialect == Dialect::Conditions => {
                self.need_condition(last)?;
                Ok(Next::Operand)
            }
            Op::Top if !comma && self.dialect != Dialect::Conditions => Ok(Next::Finished(true)),
            _ if comma => Err(self.misplaced_comma(token, last)), // any other bracket holds one expression
            _ => Err(Error::new(ErrorKind::MisplacedSemicolon, token.span())), // likewise
        }
    }

    /// A comma may be a decimal sign.
    fn misplaced_comma(&self, token: Token, last: Value) -> Error {
        let error = Error::new(ErrorKind::MisplacedComma, token.span());
        let behind = &self.text[token.end as usize..];
        let digits = behind.bytes().take(20).take_while(u8::is_ascii_digit).count();
        match &self.nodes[last.id.0 as usize] {
            Node::Number(whole) if last.end == token.start && digits > 0 && whole.len() <= 20 => {
                let span = last.start as usize..token.end as usize + digits;
                error.suggesting(span, format!("{whole}.{}", &behind[..digits]))
            }
            _ => error, // only a numeral makes a decimal sign likely
        }
    }

    fn end(&mut self, token: Token) -> Result<Next, Error> {
        if self.group().op != Op::Top {
            return Err(self.unclosed(token));
        }
        self.reduce_group()?;
        if self.dialect == Dialect::Conditions {
            self.join_conditions(token)?;
        }
        Ok(Next::Finished(false))
    }

    /// A list of assumptions means that all of them hold.
    fn join_conditions(&mut self, token: Token) -> Result<(), Error> {
        let base = self.group().base as usize;
        let first = self.values[base];
        let mut all = self.need_condition(first)?;
        for at in base + 1..self.values.len() {
            let next = self.need_condition(self.values[at])?;
            all = self.node(Node::And(all, next), first.start, self.values[at].end)?;
        }
        self.values.truncate(base);
        self.values.push(Value { id: all, start: first.start, end: token.start, form: Form::Plain });
        Ok(())
    }

    /// The error for a bracket that is still open at `token`.
    fn unclosed(&self, token: Token) -> Error {
        let group = self.group();
        let opened = opening_sign(group.op);
        let opening = group.at as usize..group.at as usize + opened.len();
        let error = Error::new(ErrorKind::Unclosed(opened), token.span());
        error.expecting(closing_sign(group.op)).labelled(opening, "opened here")
    }
}

fn opening_sign(op: Op) -> &'static str {
    match op {
        Op::Round | Op::Call(Bracket::Round) => "(",
        Op::Square | Op::Call(Bracket::Square) => "[",
        Op::Brace | Op::Hidden | Op::Cases(_) | Op::Call(Bracket::Brace) => "{",
        Op::Angle => "<",
        Op::Bar | Op::Bars => "|",
        Op::Interval(false) => "(",
        Op::Interval(true) => "[",
        Op::ScriptRound => "⁽",
        _ => "", // superscripts and the bottom have no sign
    }
}

fn closing_sign(op: Op) -> &'static str {
    match op {
        Op::Round | Op::Call(Bracket::Round) => ")",
        Op::Square | Op::Call(Bracket::Square) => "]",
        Op::Brace | Op::Hidden | Op::Cases(_) | Op::Call(Bracket::Brace) => "}",
        Op::Angle => ">",
        Op::Bar | Op::Bars => "|",
        Op::Interval(_) => ")",
        Op::ScriptRound => "⁾",
        _ => "", // superscripts and the bottom have no sign
    }
}
