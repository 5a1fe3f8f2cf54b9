//! The pages beside a file, in the form in which insta keeps them: `snapshots/FILE__NAME.snap`, and `.snap.new` for one
//! that is not accepted yet.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::entry::Entry;
use super::page::Page;

/// A page that was accepted.
pub(super) struct Stored {
    pub(super) text: String,
    /// The rows of the user's own that it rested on, and what they said.
    pub(super) rows: BTreeMap<String, String>,
}

/// The folder of a file's pages.
pub(super) struct Folder {
    path: PathBuf,
    /// The file's name without its ending, which the names of its pages begin with.
    stem: String,
    source: String,
}

impl Folder {
    pub(super) fn beside(file: &Path) -> Folder {
        let folder = file.parent().unwrap_or_else(|| Path::new(""));
        let text =
            |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
        Folder { path: folder.join("snapshots"), stem: text(file.file_stem()), source: text(file.file_name()) }
    }

    fn of(&self, name: &str) -> PathBuf {
        self.path.join(format!("{}__{name}.snap", self.stem))
    }

    fn pending(&self, name: &str) -> PathBuf {
        self.path.join(format!("{}__{name}.snap.new", self.stem))
    }

    /// The page that was accepted for a name.
    pub(super) fn accepted(&self, name: &str) -> Result<Option<Stored>, String> {
        let path = self.of(name);
        match fs::read_to_string(&path) {
            Ok(text) => read(&text).map(Some).ok_or_else(|| format!("{} is no page of a snapshot", path.display())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("{} could not be read: {error}", path.display())),
        }
    }

    /// The names of all accepted pages of the file.
    pub(super) fn names(&self) -> Result<BTreeSet<String>, String> {
        let unread = |error: std::io::Error| format!("{} could not be read: {error}", self.path.display());
        let mut found = BTreeSet::new();
        if !self.path.is_dir() {
            return Ok(found);
        }
        for entry in fs::read_dir(&self.path).map_err(unread)? {
            let file = entry.map_err(unread)?.file_name().to_string_lossy().into_owned();
            let name = file.strip_suffix(".snap").and_then(|name| name.strip_prefix(&format!("{}__", self.stem)));
            found.extend(name.map(str::to_owned));
        }
        Ok(found)
    }

    pub(super) fn accept(&self, entry: &Entry, page: &Page) -> Result<(), String> {
        self.write(&self.of(&entry.name), entry, page)?;
        self.forget_pending(&entry.name)
    }

    pub(super) fn keep_pending(&self, entry: &Entry, page: &Page) -> Result<(), String> {
        self.write(&self.pending(&entry.name), entry, page)
    }

    pub(super) fn forget_pending(&self, name: &str) -> Result<(), String> {
        removed(&self.pending(name))
    }

    pub(super) fn remove(&self, name: &str) -> Result<(), String> {
        removed(&self.of(name))?;
        self.forget_pending(name)
    }

    fn write(&self, path: &Path, entry: &Entry, page: &Page) -> Result<(), String> {
        let unwritten = |error: std::io::Error| format!("{} could not be written: {error}", path.display());
        fs::create_dir_all(&self.path).map_err(unwritten)?;
        fs::write(path, written(&self.source, entry, page)).map_err(unwritten)
    }
}

fn removed(path: &Path) -> Result<(), String> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{} could not be removed: {error}", path.display())),
    }
}

/// A text in quotes, as YAML and JSON both read it.
fn quoted(text: &str) -> String {
    // a text is written to memory, which does not fail
    serde_json::to_string(text).unwrap_or_default()
}

fn written(source: &str, entry: &Entry, page: &Page) -> String {
    let mut text = format!("---\nsource: {}\nexpression: {}\n", quoted(source), quoted(&entry.text));
    if !page.rows.is_empty() {
        text += "info:\n";
        for (name, says) in &page.rows {
            text += &format!("  {name}: {}\n", quoted(says));
        }
    }
    text + "---\n" + &page.text
}

fn read(text: &str) -> Option<Stored> {
    let text = text.replace("\r\n", "\n");
    let (header, page) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let rows = header.lines().skip_while(|line| *line != "info:").skip(1);
    let rows = rows.map_while(|line| line.strip_prefix("  ")).filter_map(|line| {
        let (name, says) = line.split_once(": ")?;
        Some((name.to_owned(), serde_json::from_str(says).ok()?))
    });
    Some(Stored { rows: rows.collect(), text: page.trim_end().to_owned() + "\n" })
}
