//! The grammar is held to the parser, and the parser to sentences: good ones, bad ones and hostile ones.

mod common;
#[path = "grammar/ebnf.rs"]
mod ebnf;
#[path = "grammar/files.rs"]
mod files;
#[path = "grammar/generate.rs"]
mod generate;
#[path = "grammar/hostile.rs"]
mod hostile;
#[path = "grammar/mutate.rs"]
mod mutate;
#[path = "grammar/sentences.rs"]
mod sentences;
#[path = "grammar/tables.rs"]
mod tables;

const TEXT: &str = include_str!("../grammar/gprime.ebnf");

fn grammar() -> ebnf::Grammar {
    ebnf::Grammar::read(TEXT)
}
