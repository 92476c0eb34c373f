//! Figures as tables and in words, for screens, files and the command line.

mod behind;
mod results;
mod table;
pub(crate) mod tables;
mod words;

pub use behind::Behind;
pub use results::{Found, Results, Staged, at_hand};
pub use table::{About, Cell, Column, Fit, Row, Scale, Shown, Table, Way};
pub use words::{decimal, headline, headline_interval, lead_name, percent, percent_figure, units};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shows {
    #[default]
    Codes,
    /// Kappa with its error, AC1, PABAK, prevalence and bias.
    Coefficients,
    Sources,
    Pairs,
    Trend,
    Confusion,
    Rated,
    /// A branch of codes that exclude one another.
    Domain,
}

impl Shows {
    pub fn title(self) -> &'static str {
        match self {
            Shows::Codes => "By code",
            Shows::Coefficients => "By code: kappa and why it is what it is",
            Shows::Sources => "By source",
            Shows::Pairs => "By pair of coders",
            Shows::Trend => "Round by round",
            Shows::Confusion => "Which codes are confused",
            Shows::Rated => "Rated codes",
            Shows::Domain => "Domain: one value a unit",
        }
    }
}
