//! The Study screen: sources with progress, rounds with who has done what.

use crate::app::screen::Area;
use crate::app::study::{ROUND_ROWS, StudyPane, panes};
use crate::app::{App, Pane, Target};
use crate::model::desk::Desk;
use crate::model::review::Review;
use crate::model::round::Round;
use crate::model::wrap;
use crate::report::review::{kept_words, progress, state};
use crate::report::words::counted;
use crate::tui::canvas::Canvas;
use crate::tui::look::Look;

pub(super) fn draw(app: &App, canvas: &mut Canvas) {
    let (left, right) = panes(app.cx.size.0, app.cx.size.1);
    sources(app, left, canvas);
    rounds(app, right, canvas);
}

fn sources(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let focus = look.frame(app.screens.study.pane == StudyPane::Sources);
    let all = app.cx.view.sources();
    let inner = canvas.pane(area, &format!("Sources {}", all.len()), "", focus);
    canvas.hit(area, Target::Pane(Pane::Sources));
    if all.is_empty() {
        let text = format!(
            "No sources yet.\n\ni imports {} files, or whole folders.\n\nThen: space marks sources, R plans a round over them, Enter reads.\ng c is the codebook, ? shows all keys.",
            crate::app::study::readable_words()
        );
        canvas.prose(inner.inside(), &text, look.plain());
        return;
    }
    let name_width = inner.width.saturating_sub(48).clamp(16, 40);
    let heading = format!(
        "   {} {:<11} {:>5} {:>5}  {:<8} {}",
        wrap::pad("name", usize::from(name_width)),
        "kind",
        "¶",
        "mine",
        "round",
        "finished"
    );
    canvas.text(inner.x, inner.y, inner.width, &heading, look.dim());
    let rows = usize::from(inner.height.saturating_sub(1));
    let top = app.screens.study.sources.top.min(all.len());
    canvas.more(area, top, (all.len() - top).saturating_sub(rows));
    for (i, source) in all
        .iter()
        .enumerate()
        .skip(app.screens.study.sources.top)
        .take(rows)
    {
        let y = inner.y + 1 + (i - app.screens.study.sources.top) as u16;
        let mark = if app.screens.study.marked.contains(&source.id) {
            look.glyph(" ✓ ", " x ")
        } else {
            "   "
        };
        let mine = app
            .cx
            .view
            .codings_in(&source.id)
            .filter(|c| c.coder == app.cx.me)
            .count();
        let finished: Vec<&str> = app
            .cx
            .view
            .coders()
            .keys()
            .filter(|c| {
                let done = |r: &Round| r.finished.get(*c).is_some_and(|f| f.contains(&source.id));
                app.cx.view.rounds().iter().any(done)
            })
            .map(|c| c.as_str())
            .collect();
        let reached = app.cx.view.reached(&app.cx.me, &source.id);
        let progress = match (finished.is_empty(), reached) {
            (false, _) => finished.join(" "),
            (true, 0) => String::new(),
            (true, n) => format!("(at ¶{n})"),
        };
        let round = match app.cx.view.desk(&source.id) {
            Desk::Round(id) | Desk::Submitted(id) => app.cx.view.round(id),
            Desk::Free => None,
        };
        let round = round.map_or("", |r| r.plan.name.as_str());
        let names = all.iter().map(|s| s.name.as_str());
        let name = match app.cx.view.source_name(&source.id) {
            // Several are called so: the id, which tells them apart, is what is seen of them.
            id if id != source.name => format!("{id} {}", source.name),
            name => name,
        };
        let name = wrap::clip_apart(&name, names, usize::from(name_width));
        let text = format!(
            "{mark}{} {:<11} {:>5} {:>5}  {} {progress}",
            wrap::pad(&name, usize::from(name_width)),
            source.kind.word(),
            source.paragraphs,
            mine,
            wrap::pad(round, 8),
        );
        canvas.text(inner.x, y, inner.width, &text, look.plain());
        let row = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: 1,
        };
        if i == app.screens.study.sources.at {
            let style = if app.screens.study.pane == StudyPane::Sources {
                look.selected()
            } else {
                look.strong()
            };
            canvas.paint(row, style);
        }
        canvas.hit(row, Target::Row(Pane::Sources, i));
    }
}

fn rounds(app: &App, area: Area, canvas: &mut Canvas) {
    let look = canvas.look;
    let focus = look.frame(app.screens.study.pane == StudyPane::Rounds);
    let all = app.cx.view.rounds();
    let reviews = app.cx.view.reviews();
    let many = all.len() + reviews.len();
    let names: Vec<&str> = app.cx.view.coders().values().map(String::as_str).collect();
    let inner = canvas.pane(area, &format!("Rounds {many}"), &names.join(", "), focus);
    canvas.hit(area, Target::Pane(Pane::Rounds));
    if many == 0 {
        let text = "No rounds yet. Mark sources with space, then R plans a round: who codes them, blind or not, with which unit and overlap.";
        canvas.prose(inner.inside(), text, look.dim());
        return;
    }
    let rows = usize::from(inner.height / ROUND_ROWS).max(1);
    let top = app.screens.study.rounds.top.min(many);
    canvas.more(area, top, (many - top).saturating_sub(rows));
    let said = all.iter().map(|round| round_words(round, look));
    let said = said.chain(reviews.iter().map(|review| review_words(app, review)));
    let shown = said.enumerate().skip(app.screens.study.rounds.top);
    for (i, (title, who)) in shown.take(rows) {
        let y = inner.y + (i - app.screens.study.rounds.top) as u16 * ROUND_ROWS;
        let spot = Area {
            x: inner.x,
            y,
            width: inner.width,
            height: ROUND_ROWS,
        };
        canvas.text(inner.x + 1, y, inner.width - 1, &title, look.strong());
        canvas.text(inner.x + 3, y + 1, inner.width - 3, &who, look.plain());
        if i == app.screens.study.rounds.at {
            let style = if app.screens.study.pane == StudyPane::Rounds {
                look.selected()
            } else {
                look.plain()
            };
            canvas.paint(Area { height: 1, ..spot }, style);
        }
        canvas.hit(spot, Target::Row(Pane::Rounds, i));
    }
}

/// How a round stands, and what its coders have done.
fn round_words(round: &Round, look: Look) -> (String, String) {
    let closed = round
        .closed_early
        .as_ref()
        .map(|who| format!("closed early by {who}"));
    let state = match round {
        _ if closed.is_some() => closed.as_deref().unwrap_or_default(),
        r if r.all_submitted() && r.plan.coders.len() > 1 => "open: all submitted",
        r if r.all_submitted() => "submitted",
        r if r.plan.blind => "blind by agreement",
        _ => "coding",
    };
    let title = format!(
        "{}  {} · {} · {}",
        round.plan.name,
        round.plan.kind_words(),
        state,
        counted(round.plan.sources.len(), "source")
    );
    (title, who(round, look))
}

/// How a review stands, and how far its reviewers have come.
fn review_words(app: &App, review: &Review) -> (String, String) {
    let view = &app.cx.view;
    let title = format!(
        "{}  review · {} · {}",
        review.plan.name,
        state(view, review),
        counted(review.plan.sources.len(), "source")
    );
    let who = match view.review_kept_by(review) {
        Some(round) => kept_words(round),
        None => {
            let reviewers = review.plan.reviewers.iter();
            let all: Vec<String> = reviewers.map(|who| progress(view, review, who)).collect();
            all.join("   ")
        }
    };
    (title, who)
}

/// Each coder's finished sources and submission.
fn who(round: &Round, look: Look) -> String {
    let one = |coder: &crate::model::ids::CoderId| {
        // What was imported has no marks of its coders, only what was submitted for them.
        let done = match round.submitted.get(coder) {
            Some(submission) => submission.finished.len(),
            None => round.finished.get(coder).map_or(0, |f| f.len()),
        };
        let submitted = match round.submitted.contains_key(coder) {
            true => format!(" {} submitted", look.glyph("✓", "+")),
            false => String::new(),
        };
        format!(
            "{coder} {done}/{} finished{submitted}",
            round.plan.sources.len()
        )
    };
    round
        .plan
        .coders
        .iter()
        .map(one)
        .collect::<Vec<_>>()
        .join("   ")
}
