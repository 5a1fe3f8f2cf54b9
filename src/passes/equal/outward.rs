//! Verdicts as data for other programs. They are written and never read: only the kernel makes one.

use serde::ser::{Serialize, SerializeStruct, Serializer};

use super::Verdict;

impl Serialize for Verdict {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut written = serializer.serialize_struct("Verdict", 2)?;
        match self {
            Verdict::Equal(proof) => {
                written.serialize_field("verdict", "equal")?;
                written.serialize_field("theorem", &proof.theorem)?;
            }
            Verdict::Formal(proof) => {
                written.serialize_field("verdict", "formal")?;
                written.serialize_field("theorem", &proof.theorem)?;
            }
            Verdict::Different(refutation) => {
                let point = refutation.point().iter().map(|(symbol, number)| (*symbol, number.to_string()));
                written.serialize_field("verdict", "different")?;
                written.serialize_field("at", &point.collect::<Vec<_>>())?;
            }
            Verdict::Undecided(undecided) => {
                written.serialize_field("verdict", undecided.code.name())?;
                written.serialize_field("because", &undecided.why)?;
            }
        }
        written.end()
    }
}
