//! Marking segments for a theme, and judging how robust it is, as the keys `v` and `J` do.

use crate::acts::themes::{judged, marked, reason};
use crate::cli::Out;
use crate::cli::study::{StudyArgs, all_documents};
use crate::model::ids::{CoderId, CodingId, ThemeId};
use crate::model::name;
use crate::model::theme::{Bearing, EvidenceOn, Node, Robustness, Theme};
use crate::model::view::View;
use crate::reconcile::aligned::AlignedRounds;
use crate::report::map_figures::{Figures, MarkedSegment, codes_behind};
use crate::report::words::{counted, listed};
use crate::report::{Documents, Texts};
use crate::themes::Evidence;
use anyhow::{Context, Result, anyhow, bail};
use clap::Args;
use std::process::ExitCode;

/// How robust a theme is, as it is typed.
const ROBUST: [(&str, Robustness); 3] = [
    ("holds", Robustness::Holds),
    ("in-part", Robustness::InPart),
    ("does-not-hold", Robustness::DoesNotHold),
];
/// So much of a segment is shown.
const EXCERPT: usize = 60;

#[derive(Args)]
pub struct Bear {
    /// Mark a segment for a theme: its name, then a place (P03:22) or the id of a segment; may be repeated
    #[arg(long, num_args = 2, value_names = ["THEME", "PLACE"],
        conflicts_with_all = ["unmark", "judge", "map", "offers", "json", "subgroup"])]
    mark: Vec<String>,
    /// Mark it as a negative case: it speaks against the theme
    #[arg(long, requires = "mark")]
    negative: bool,
    /// Mark it as vivid
    #[arg(long, requires = "mark")]
    vivid: bool,
    /// Choose it to be quoted in the report
    #[arg(long, requires = "mark")]
    quoted: bool,
    /// Withhold it from members who are asked about the findings
    #[arg(long, requires = "mark")]
    withheld: bool,
    /// A note on the mark
    #[arg(long, value_name = "TEXT", requires = "mark")]
    note: Option<String>,
    /// Take the mark on a segment away; may be repeated
    #[arg(long, num_args = 2, value_names = ["THEME", "PLACE"],
        conflicts_with_all = ["judge", "map", "offers", "json", "subgroup"])]
    unmark: Vec<String>,
    /// Judge a theme: its name, then holds, in-part or does-not-hold
    #[arg(long, num_args = 2, value_names = ["THEME", "JUDGEMENT"],
        conflicts_with_all = ["map", "offers", "json", "subgroup"])]
    judge: Vec<String>,
    /// Why it was judged so
    #[arg(long, value_name = "TEXT", requires = "judge")]
    reason: Option<String>,
    /// Ids of those who are present, separated by commas; only you if left out
    #[arg(long, value_delimiter = ',', value_name = "IDS", requires = "judge")]
    present: Vec<CoderId>,
}

impl Bear {
    /// Marks or judges, where that is asked for.
    pub fn run(&self, study: &StudyArgs, out: Out) -> Result<Option<ExitCode>> {
        let places = match self.mark.is_empty() {
            true => &self.unmark,
            false => &self.mark,
        };
        if !places.is_empty() {
            self.mark(study, places, out)?;
        } else if let [theme, robust] = &self.judge[..] {
            self.judge(study, theme, robust, out)?;
        } else if !self.judge.is_empty() {
            bail!("one theme is judged at a time: --judge THEME JUDGEMENT");
        } else {
            return Ok(None);
        }
        Ok(Some(ExitCode::SUCCESS))
    }

    fn mark(&self, study: &StudyArgs, places: &[String], out: Out) -> Result<()> {
        let (mut session, view, _) = study.change()?;
        let documents = all_documents(&session, &view);
        let behind = Behind::of(&view, &documents);
        let bearing = (!self.mark.is_empty()).then(|| Bearing {
            against: self.negative,
            vivid: self.vivid,
            quoted: self.quoted,
            withheld: self.withheld,
            note: self.note.as_deref().unwrap_or_default().trim().to_owned(),
        });
        let (mut changes, mut said) = (Vec::new(), Vec::new());
        for typed in places.chunks(2) {
            let theme = named(&view, &typed[0])?;
            let on = EvidenceOn::Theme(theme.id);
            let (codings, place) = behind.segment(theme.id, &typed[1], bearing.is_none())?;
            changes.extend(marked(on, &codings, bearing.as_ref()));
            let words = bearing.as_ref().map(|bearing| bearing.words().join(", "));
            said.push(match words.as_deref() {
                None => format!("{place}: no longer marked for “{}”", theme.name),
                Some("") => format!("{place}: shows “{}”", theme.name),
                Some(words) => format!("{place}: {words}, marked for “{}”", theme.name),
            });
        }
        session.save(changes)?;
        for line in said {
            writeln!(out, "{line}")?;
        }
        Ok(())
    }

    fn judge(&self, study: &StudyArgs, theme: &str, typed: &str, out: Out) -> Result<()> {
        let (mut session, view, me) = study.change()?;
        let theme = named(&view, theme)?;
        let mut robust = ROBUST.into_iter().filter(|(word, _)| *word == typed);
        let Some((_, robust)) = robust.next() else {
            let words = listed(ROBUST.map(|(word, _)| word));
            bail!("“{typed}” is no judgement of a theme: {words}");
        };
        let reason = reason(self.reason.as_deref().unwrap_or_default());
        let reason = reason.map_err(|why| anyhow!("{why}: --reason"))?;
        let mut present = match self.present.is_empty() {
            true => vec![me],
            false => self.present.clone(),
        };
        present.sort();
        present.dedup();
        if let Some(stranger) = present.iter().find(|c| !view.coders().contains_key(*c)) {
            let all = listed(view.coders().keys());
            bail!("{stranger} is no coder of this study: {all}");
        }
        let with = listed(&present);
        session.save(vec![judged(theme.id, robust, reason.clone(), present)])?;
        writeln!(
            out,
            "“{}” {}: {reason} ({with})",
            theme.name,
            robust.words()
        )?;
        Ok(())
    }
}

/// The theme of this name.
fn named<'v>(view: &'v View, typed: &str) -> Result<&'v Theme> {
    let theme = view.themes().named(typed);
    theme.with_context(|| format!("there is no theme “{typed}”"))
}

/// What stands behind themes.
struct Behind<'a> {
    view: &'a View,
    texts: Texts<'a>,
    figures: Figures,
}

impl<'a> Behind<'a> {
    fn of(view: &'a View, documents: &'a Documents) -> Behind<'a> {
        Behind {
            figures: Figures::of(view, documents, None, &mut AlignedRounds::default()),
            texts: Texts::new(view, documents),
            view,
        }
    }

    /// The codings by which the segment of a place, or of an id, is marked: those that carry a mark already,
    /// else one of the theme's codes; and its place. Segments behind the theme come first, then those of other codes.
    fn segment(
        &self,
        theme: ThemeId,
        typed: &str,
        to_unmark: bool,
    ) -> Result<(Vec<CodingId>, String)> {
        let node = Node::Theme(theme);
        let codes = codes_behind(node, self.view);
        let marks = self.figures.marks.on(EvidenceOn::Theme(theme));
        let marked = |segment: &Evidence| {
            let here = |m: &&MarkedSegment| m.span == segment.span && m.source == segment.source;
            marks.iter().find(here)
        };
        let is_meant = |segment: &&Evidence| {
            self.is_at(segment, typed) && (!to_unmark || marked(segment).is_some())
        };
        let own = self.figures.segments(node, self.view);
        let mut found: Vec<&Evidence> = own.iter().filter(is_meant).collect();
        let others: Vec<Evidence>;
        if found.is_empty() {
            others = self.figures.all_segments(self.view);
            found = others.iter().filter(is_meant).collect();
        }
        let segment = match found[..] {
            [segment] => segment,
            [] if to_unmark => bail!("no segment at “{typed}” is marked for this theme"),
            [] => {
                bail!("no coded segment is at “{typed}”: a place as it is cited, P03:22, or an id")
            }
            _ => {
                let ids = found.iter().filter_map(|segment| self.told(segment));
                bail!(
                    "{} are at “{typed}”; say which by its id:\n{}",
                    counted(found.len(), "segment"),
                    ids.collect::<Vec<_>>().join("\n")
                )
            }
        };
        let place = self.texts.place(&segment.source, segment.span);
        if let Some(marked) = marked(segment) {
            return Ok((marked.marks.iter().map(|m| m.coding).collect(), place));
        }
        let coding = self
            .figures
            .coding_at(&segment.source, segment.span, &codes);
        let coding = coding.context("no coding of this segment is here")?;
        Ok((vec![coding], place))
    }

    fn is_at(&self, segment: &Evidence, typed: &str) -> bool {
        let place = self.texts.place(&segment.source, segment.span);
        // A hyphen is easier typed than the dash between two paragraphs.
        let is_place = name::same(&place.replace('–', "-"), &typed.replace('–', "-"));
        is_place || self.ids(segment).any(|id| id.to_string() == typed)
    }

    fn ids(&self, segment: &Evidence) -> impl Iterator<Item = CodingId> {
        let findings = segment
            .findings
            .iter()
            .map(|at| &self.figures.layer.findings[*at]);
        findings.flat_map(|finding| finding.codings.iter().copied())
    }

    /// A segment among others of its place.
    fn told(&self, segment: &Evidence) -> Option<String> {
        let id = self.ids(segment).next()?;
        let findings = segment
            .findings
            .iter()
            .map(|at| &self.figures.layer.findings[*at]);
        let codes = listed(findings.map(|f| self.view.codebook().name(f.code)));
        let excerpt = self.texts.excerpt(&segment.source, segment.span, EXCERPT);
        Some(format!("{id}  {codes}: {excerpt}"))
    }
}
