//! Differentiates one formula after the other with a worker that keeps its memory, and prints the derivatives.
//!
//! `cargo run --release --example batch < formulas.txt`

use std::io::BufRead;

use gprime::Request;
use gprime::passes::batch::Worker;

fn main() {
    let mut worker = Worker::new();
    for line in std::io::stdin().lock().lines().map_while(Result::ok).filter(|line| !line.trim().is_empty()) {
        match worker.derive(&Request::new(&line)) {
            Ok(found) => println!("{}", gprime::text(found.store, found.derivative)),
            Err(error) => println!("error: {error}"),
        }
    }
}
