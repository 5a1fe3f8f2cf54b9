//! What the kernel decides of sums and products, and what it must not: each row was checked by hand.

use crate::expr::{self, Node, Store};
use crate::kernel;
use crate::trace::Condition;

/// What is decided of a condition under assumptions.
fn decided(given: &[&str], asked: &str) -> Option<bool> {
    let mut store = Store::new();
    let mut read = |text: &str| {
        let tree = crate::syntax::parse_condition(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let body = expr::lower(&tree, &mut store).unwrap_or_else(|error| panic!("{text}: {error}")).body;
        let Node::Compare(relation, left, right) = store.node(body) else { panic!("{text} compares") };
        Condition { left, relation, right }
    };
    let given: Vec<Condition> = given.iter().map(|text| read(text)).collect();
    let asked = read(asked);
    kernel::decide(&store, &given, asked)
}

#[test]
fn roots_quadratics_and_products_have_the_signs_that_they_have() {
    let table: &[(&[&str], &str, Option<bool>)] = &[
        (&[], "z + sqrt(z^2 + 1) > 0", Some(true)),
        (&[], "sqrt(z^2 + 1) - z > 0", Some(true)),
        (&[], "z - sqrt(z^2 + 1) < 0", Some(true)),
        (&[], "z + 2*sqrt(z^2 + 1) > 0", Some(true)),
        (&["b > 0"], "z + sqrt(z^2 + b) > 0", Some(true)),
        (&[], "z + sqrt(z^2 + b) > 0", None), // b may be negative, or 0
        (&[], "z + sqrt(z^2) > 0", None),     // it is 0 where z < 0
        (&[], "z + sqrt(z^2) >= 0", Some(true)),
        (&[], "2*z + sqrt(z^2 + 1) > 0", None), // not at -1
        (&[], "z + sqrt(z^2 - 1) > 0", None),   // not at -2
        (&[], "sqrt(z^2 + 1) - 2 > 0", None),   // not at 0
        (&[], "z + sqrt(z + 1) > 0", None),     // not at -1
        (&[], "y + z + sqrt(z^2 + 1) > 0", None),
        (&[], "z^2 + z + 1 > 0", Some(true)),
        (&[], "4*g^2 + 4*g + 4 >= 0", Some(true)),
        (&[], "z^2 + 2*z + 1 > 0", None), // 0 at -1
        (&[], "z^2 + 3*z + 1 > 0", None), // not at -1
        (&[], "z - z^2 - 1 < 0", Some(true)),
        (&[], "z^2 + b*z + b^2 > 0", None), // 0 where both are
        (&[], "z^2 + b*z + b^2 + 1 > 0", Some(true)),
        (&[], "z^3 + z^2 + z + 1 > 0", None),
        (&["a != 0"], "a*e^z != 0", Some(true)),
        (&["a != 0"], "-a*e^z/2 != 0", Some(true)),
        (&["a != 0"], "a*b != 0", None),
        (&["a != 0"], "a + 1 != 0", None),
        (&["a != 0"], "a*e^z > 0", None),
    ];
    let mut tested = 0;
    for &(given, asked, expected) in table {
        assert_eq!(decided(given, asked), expected, "{given:?}: {asked}");
        tested += 1;
    }
    assert_eq!(tested, 26);
}
