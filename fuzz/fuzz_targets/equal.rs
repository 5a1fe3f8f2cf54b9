#![no_main]

use gprime_fuzz::bodies;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    bodies::equality(input);
});
