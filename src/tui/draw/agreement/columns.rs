//! The columns of the table.
//!
//! What falls away where there is no room, in this order: the remark beside each code (the row at
//! the cursor always has its own below), the number of units, the second coefficient.

use crate::app::App;
use crate::app::agreement::decimal;
use crate::app::agreement::{By, CodeFigures, Outcome, RoundFigures, pair_of, table};
use crate::app::wrap;
use crate::model::round::{Headline, Round};
use crate::tui::canvas::Canvas;

/// A column after the name.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Both,
    OnlyA,
    OnlyB,
    Cells,
    Percent,
    Alpha,
    Kappa,
    Few,
    Remark,
}

/// The columns that fit.
pub(super) struct Columns<'a> {
    app: &'a App,
    round: &'a Round,
    coders: (String, String),
    x: u16,
    name: u16,
    columns: Vec<(Column, u16)>,
}

impl<'a> Columns<'a> {
    pub(super) fn of(
        app: &'a App,
        round: &'a Round,
        found: &RoundFigures,
        width: u16,
    ) -> Columns<'a> {
        let coders = pair_of(&app.agreement, found)
            .map_or_else(Default::default, |(a, b)| (a.to_string(), b.to_string()));
        let count = |name: &str| (wrap::width(name) as u16 + 7).clamp(9, 14);
        let mut columns = match round.plan.headline {
            Headline::None => Vec::new(),
            Headline::Alpha => vec![(Column::Percent, 8), (Column::Alpha, 7), (Column::Kappa, 7)],
            Headline::Kappa => vec![(Column::Percent, 8), (Column::Kappa, 7), (Column::Alpha, 7)],
            Headline::Percent => vec![(Column::Percent, 8), (Column::Alpha, 7), (Column::Kappa, 7)],
        };
        let counts = [
            (Column::Both, 6),
            (Column::OnlyA, count(&coders.0)),
            (Column::OnlyB, count(&coders.1)),
            (Column::Cells, 7),
        ];
        columns.splice(0..0, counts);
        columns.push((Column::Few, 5));
        let used = |columns: &[(Column, u16)]| columns.iter().map(|c| c.1).sum::<u16>();
        let room = width.saturating_sub(1);
        let spare = room.saturating_sub(used(&columns));
        if spare >= 24 + 30 {
            columns.retain(|c| c.0 != Column::Few);
            let spare = room - used(&columns);
            columns.push((Column::Remark, spare - 28));
        }
        for least in [Column::Cells, Column::Kappa] {
            if used(&columns) + 18 > room {
                columns.retain(|c| c.0 != least);
            }
        }
        Columns {
            name: room.saturating_sub(used(&columns)),
            x: table(app.size.0, app.size.1).x + 1,
            app,
            round,
            coders,
            columns,
        }
    }

    /// The names of the columns.
    pub(super) fn heading(&self, y: u16, canvas: &mut Canvas) {
        let look = canvas.look;
        canvas.clipped(self.x, y, self.name, "code", look.dim());
        let mut x = self.x + self.name;
        for (column, width) in &self.columns {
            let text = match column {
                Column::Both => "both",
                Column::OnlyA => &format!("only {}", self.coders.0),
                Column::OnlyB => &format!("only {}", self.coders.1),
                Column::Cells => "n",
                Column::Percent => "%",
                Column::Alpha => "alpha",
                Column::Kappa => "kappa",
                Column::Few | Column::Remark => "",
            };
            let text = wrap::clip(text, usize::from(width - 1));
            x += width;
            canvas.right(x, y, &text, look.dim());
        }
    }

    /// A code with its figures.
    pub(super) fn row(&self, name: &str, figures: &CodeFigures, y: u16, canvas: &mut Canvas) {
        let look = canvas.look;
        canvas.clipped(self.x, y, self.name - 1, name, look.plain());
        let Some(between) = self.app.agreement.between(figures) else {
            return;
        };
        let by = self.app.agreement.by;
        let few = by == By::Unit && between.few().is_some();
        let lead = self.round.plan.headline;
        let mut x = self.x + self.name;
        for (column, width) in &self.columns {
            let right = x + width;
            let text = match column {
                Column::Both => between.both.to_string(),
                Column::OnlyA => between.only_a.to_string(),
                Column::OnlyB => between.only_b.to_string(),
                Column::Cells => between.cells().to_string(),
                Column::Percent => between
                    .percent
                    .as_ref()
                    .map_or("–".to_owned(), |p| format!("{:.1}", p * 100.0)),
                Column::Alpha => coefficient(&figures.alpha),
                Column::Kappa => coefficient(&between.kappa),
                Column::Few if few => "few".to_owned(),
                Column::Remark if figures.code.is_some() => {
                    let text = self.remark(figures, few);
                    canvas.clipped(x + 2, y, width - 2, &text, look.dim());
                    String::new()
                }
                Column::Few | Column::Remark => String::new(),
            };
            let leads = matches!(
                (column, lead),
                (Column::Alpha, Headline::Alpha)
                    | (Column::Kappa, Headline::Kappa)
                    | (Column::Percent, Headline::Percent)
            );
            let style = match (few, leads) {
                (true, _) if !matches!(column, Column::Both | Column::OnlyA | Column::OnlyB) => {
                    look.dim()
                }
                (_, true) => look.strong(),
                _ => look.plain(),
            };
            canvas.right(right, y, &text, style);
            x = right;
        }
    }

    /// A few words beside a code: why a figure is missing, else whether it says anything.
    fn remark(&self, figures: &CodeFigures, few: bool) -> String {
        match (&figures.alpha, self.round.plan.headline) {
            (Err(why), lead) if lead != Headline::None => format!("undefined: {why}"),
            _ if few => "too few to tell".to_owned(),
            _ => String::new(),
        }
    }

    /// A code no one used.
    pub(super) fn unused(&self, name: &str, y: u16, canvas: &mut Canvas) {
        let look = canvas.look;
        canvas.clipped(self.x, y, self.name - 1, name, look.dim());
        let mut x = self.x + self.name;
        for (column, width) in &self.columns {
            x += width;
            if matches!(column, Column::Both | Column::OnlyA | Column::OnlyB) {
                canvas.right(x, y, "0", look.dim());
            }
        }
        let counts: u16 = self.columns.iter().take(3).map(|c| c.1).sum();
        let x = self.x + self.name + counts + 2;
        canvas.clipped(x, y, 20, "no one used it", look.dim());
    }
}

fn coefficient(outcome: &Outcome) -> String {
    outcome
        .as_ref()
        .map_or_else(|_| "–".to_owned(), |value| decimal(*value))
}
