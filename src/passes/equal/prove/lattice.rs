//! Vectors with rational coordinates, and how one depends on others.

use std::collections::BTreeMap;

use crate::expr::Number;

/// A vector: what it is made of, with coefficients other than 0.
pub(super) type Vector<K> = BTreeMap<K, Number>;

/// Adds a multiple of one vector to another.
pub(super) fn add<K: Ord + Clone>(to: &mut Vector<K>, from: &Vector<K>, times: &Number) {
    for (key, value) in from {
        let sum = to.get(key).map_or_else(|| value.mul(times), |old| old.add(&value.mul(times)));
        if sum.is_zero() {
            to.remove(key);
        } else {
            to.insert(key.clone(), sum);
        }
    }
}

/// The coefficients with which the generators, which are independent, add up to the vector.
pub(super) fn combination<K: Ord + Clone>(generators: &[Vector<K>], vector: &Vector<K>) -> Option<Vec<Number>> {
    // Gauss: each row is a generator reduced by those before it, with the combination that it is.
    let mut rows: Vec<(K, Vector<K>, Vec<Number>)> = Vec::new();
    let reduce = |rows: &[(K, Vector<K>, Vec<Number>)], vector: &mut Vector<K>, made: &mut Vec<Number>| {
        for (pivot, row, combined) in rows {
            let Some(factor) = vector.get(pivot).and_then(|value| value.div(&row[pivot])) else { continue };
            add(vector, row, &factor.neg());
            for (to, from) in made.iter_mut().zip(combined) {
                *to = to.sub(&from.mul(&factor));
            }
        }
    };
    for (index, generator) in generators.iter().enumerate() {
        let mut row = generator.clone();
        let mut made = vec![Number::ZERO; generators.len()];
        made[index] = Number::ONE;
        reduce(&rows, &mut row, &mut made);
        if let Some(pivot) = row.keys().next().cloned() {
            rows.push((pivot, row, made));
        }
    }
    let mut rest = vector.clone();
    let mut made = vec![Number::ZERO; generators.len()];
    reduce(&rows, &mut rest, &mut made);
    rest.is_empty().then(|| made.into_iter().map(|value| value.neg()).collect())
}

/// The generators whose sum agrees with the vector up to even coordinates; all coordinates are integers.
pub(super) fn modulo_two<K: Ord + Clone>(generators: &[Vector<K>], vector: &Vector<K>) -> Option<Vec<usize>> {
    let odd = |vector: &Vector<K>| -> std::collections::BTreeSet<K> {
        let is_odd = |value: &Number| value.to_i64().is_none_or(|n| n % 2 != 0);
        vector.iter().filter(|(_, value)| is_odd(value)).map(|(key, _)| key.clone()).collect()
    };
    let toggle = |set: &mut std::collections::BTreeSet<K>, other: &std::collections::BTreeSet<K>| {
        for key in other {
            if !set.remove(key) {
                set.insert(key.clone());
            }
        }
    };
    type Row<K> = (K, std::collections::BTreeSet<K>, Vec<bool>);
    let mut rows: Vec<Row<K>> = Vec::new();
    let reduce = |rows: &[Row<K>], set: &mut std::collections::BTreeSet<K>, made: &mut Vec<bool>| {
        for (pivot, row, combined) in rows {
            if set.contains(pivot) {
                toggle(set, row);
                for (to, from) in made.iter_mut().zip(combined) {
                    *to ^= from;
                }
            }
        }
    };
    for (index, generator) in generators.iter().enumerate() {
        let mut row = odd(generator);
        let mut made = vec![false; generators.len()];
        made[index] = true;
        reduce(&rows, &mut row, &mut made);
        if let Some(pivot) = row.first().cloned() {
            rows.push((pivot, row, made));
        }
    }
    let mut rest = odd(vector);
    let mut made = vec![false; generators.len()];
    reduce(&rows, &mut rest, &mut made);
    rest.is_empty().then(|| made.iter().enumerate().filter(|(_, used)| **used).map(|(index, _)| index).collect())
}
