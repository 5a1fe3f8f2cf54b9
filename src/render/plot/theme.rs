//! The colours of pictures: light, dark, or as the page around them or the reader's system says.

/// Colours of one kind of page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// The name by which it is asked for.
    pub name: &'static str,
    by: By,
    pub(super) paper: &'static str,
    pub(super) ink: &'static str,
    pub(super) dim: &'static str,
    pub(super) grid: &'static str,
    /// The colours of curves, which are told apart in print and by the colour-blind (Okabe and Ito 2008).
    pub(super) curves: [&'static str; 6],
}

/// Who chooses the colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    /// The picture.
    Picture,
    /// The reader's system, by names that the picture gives to colours.
    Reader,
    /// The page, which gives the names of paper and ink.
    Page,
}

/// For print and for light pages.
const LIGHT: Theme = Theme {
    name: "light",
    by: By::Picture,
    paper: "#ffffff",
    ink: "#1d1d21",
    dim: "#63636d",
    grid: "#e4e3dd",
    curves: ["#0072b2", "#d55e00", "#00805d", "#b0508a", "#8a6500", "#3a8fc4"],
};

/// For dark pages.
const DARK: Theme = Theme {
    name: "dark",
    by: By::Picture,
    paper: "#17181b",
    ink: "#e7e6e1",
    dim: "#a3a29c",
    grid: "#303136",
    curves: ["#56b4e9", "#ff8a45", "#2cc295", "#e08fc0", "#e6c84a", "#9fd0f0"],
};

/// Colours by their names.
const NAMED: Theme = Theme {
    name: "auto",
    by: By::Reader,
    paper: "var(--paper)",
    ink: "var(--ink)",
    dim: "var(--dim)",
    grid: "var(--grid)",
    curves: [
        "var(--curve-1)",
        "var(--curve-2)",
        "var(--curve-3)",
        "var(--curve-4)",
        "var(--curve-5)",
        "var(--curve-6)",
    ],
};

/// The themes of files; the first is the usual one.
pub const THEMES: [Theme; 3] = [LIGHT, DARK, NAMED];

impl Theme {
    /// The theme of this name.
    pub fn named(name: &str) -> Option<Theme> {
        THEMES.into_iter().find(|theme| theme.name == name)
    }

    /// Whether the colours are those that the reader's system asks for.
    pub fn is_by_reader(&self) -> bool {
        self.by == By::Reader
    }

    /// For a picture in a page that names its paper and ink.
    pub(super) const IN_PAGE: Theme = Theme { by: By::Page, ..NAMED };

    /// The rules that give colours to the names; empty where there are no names. Paper is light.
    pub(super) fn rules(&self) -> String {
        let names = |theme: &Theme| {
            let own = [("paper", theme.paper), ("ink", theme.ink), ("dim", theme.dim)];
            let own = own.into_iter().filter(|_| self.by == By::Reader).map(|(name, colour)| (name.to_owned(), colour));
            let curves = theme.curves.iter().enumerate().map(|(at, colour)| (format!("curve-{}", at + 1), *colour));
            let all = own.chain([("grid".to_owned(), theme.grid)]).chain(curves);
            all.map(|(name, colour)| format!("--{name}:{colour};")).collect::<String>()
        };
        match self.by {
            By::Picture => String::new(),
            By::Reader | By::Page => format!(
                ":root{{{0}}}@media screen and (prefers-color-scheme:dark){{:root{{{1}}}}}",
                names(&LIGHT),
                names(&DARK)
            ),
        }
    }
}
