//! Valences: the segments that wait for one, and giving it.

use super::named::{construct, mapping};
use crate::acts::valence::{of_case, of_segment};
use crate::cli::study::{StudyArgs, all_documents};
use crate::cli::{Out, write_json};
use crate::model::attribute::Case;
use crate::model::event::Change;
use crate::model::ids::{CoderId, CodingId, ConstructId};
use crate::model::mapping::{Mapping, Valence, ValenceOf};
use crate::model::view::View;
use crate::model::wrap;
use crate::reconcile::layer::analysis_layer;
use crate::report::Documents;
use crate::report::framework::segments::{Segment, cited, segments};
use crate::report::framework::words;
use anyhow::{Context, Result, bail};
use clap::Args;
use serde_json::{Value, json};
use std::process::ExitCode;

#[derive(Args)]
pub struct Give {
    #[command(flatten)]
    study: StudyArgs,
    /// The id of a segment; without one and without --case, the segments there are with yours
    #[arg(long, value_name = "ID", conflicts_with = "case")]
    segment: Option<String>,
    /// A case by the attribute that names it, such as site=North
    #[arg(long, value_name = "KIND=NAME")]
    case: Option<String>,
    /// The construct it is for
    #[arg(long)]
    construct: Option<String>,
    /// −2 to 2, mixed, or none to take it away
    #[arg(long, value_name = "VALENCE", allow_hyphen_values = true)]
    is: Option<String>,
    /// Of a case: what is summed up of it
    #[arg(long, value_name = "TEXT", requires = "case")]
    summary: Option<String>,
    /// Of a case: ids of those present; it counts once all coders of the mapping stand by it
    #[arg(long, value_delimiter = ',', value_name = "IDS", requires = "case")]
    present: Vec<CoderId>,
    /// Name of a mapping; the latest of yours if left out
    #[arg(long, value_name = "NAME")]
    mapping: Option<String>,
    /// As JSON (docs/json.md says what stands in it)
    #[arg(long, conflicts_with_all = ["segment", "case"])]
    json: bool,
}

impl Give {
    pub fn run(self, out: Out) -> Result<ExitCode> {
        if self.segment.is_none() && self.case.is_none() {
            return self.list(out);
        }
        let (mut session, view, me) = self.study.change()?;
        let mapping = mapping(&view, self.mapping.as_deref(), Some(&me))?;
        let framework = view.framework(mapping.plan.framework);
        let framework = framework.context("its framework is not here")?;
        let typed = self.construct.as_deref();
        let typed = typed.context("say for which construct: --construct")?;
        let construct = construct(framework, typed)?.id;
        let is = self.is.as_deref();
        let valence = valence(is.context("say which valence: --is")?)?;
        let change = match (&self.segment, &self.case) {
            (Some(id), _) => {
                let coding = CodingId(id.parse().context("that is no id of a segment")?);
                of_segment(&view, mapping, &me, (coding, construct), valence)
            }
            (_, Some(typed)) => {
                let case = case(typed)?;
                let summary = self.summary.as_deref().unwrap_or_default();
                let said = (valence, summary, self.present.clone());
                of_case(&view, mapping, &me, (case, construct), said)
            }
            _ => bail!("say of what: --segment or --case"),
        };
        let change = change.map_err(anyhow::Error::msg)?;
        let of_case = match &change {
            Change::ValenceGiven(said) => match &said.of {
                ValenceOf::Case(case) => Some(case.clone()),
                ValenceOf::Segment(_) => None,
            },
            _ => None,
        };
        session.save(vec![change])?;
        let called = framework.called(construct);
        writeln!(
            out,
            "{called}: {}",
            valence.map_or("none".into(), Valence::word)
        )?;
        if let Some(case) = of_case {
            let view = session.view();
            let mapping = view
                .mapping(mapping.id)
                .context("it is not here any more")?;
            if mapping.agreed(&case, construct).is_none() && valence.is_some() {
                writeln!(
                    out,
                    "it is shown once all coders of the mapping stand by it: --present"
                )?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    fn list(&self, out: Out) -> Result<ExitCode> {
        let (session, view) = self.study.look()?;
        let me = session.need_coder()?;
        let mapping = mapping(&view, self.mapping.as_deref(), Some(&me))?;
        let layer = analysis_layer(&view);
        let documents = all_documents(&session, &view);
        let all = segments(&layer, mapping, &me);
        if self.json {
            let one = |s: &Segment| segment_json(&view, &documents, mapping, &me, s);
            let all: Vec<Value> = all.iter().map(one).collect();
            write_json(
                out,
                &json!({ "mapping": mapping.plan.name, "segments": all }),
            )?;
            return Ok(ExitCode::SUCCESS);
        }
        if all.is_empty() {
            writeln!(out, "no segment is under a construct by what you mapped")?;
        }
        let framework = view.framework(mapping.plan.framework);
        for segment in &all {
            let (place, said) = cited(&documents, segment.finding);
            writeln!(
                out,
                "{}  {}:{place}  {} → {}: {}",
                segment.coding,
                view.source_name(&segment.finding.source),
                words::code(&view, segment.finding.code),
                framework.map_or("", |f| f.called(segment.construct)),
                given(mapping, &me, segment).map_or("no valence".into(), Valence::word)
            )?;
            writeln!(out, "    {}", wrap::brief(&said, 88))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn given(mapping: &Mapping, me: &CoderId, segment: &Segment) -> Option<Valence> {
    let of = ValenceOf::Segment(segment.coding);
    mapping.valence(me, &of, segment.construct)?.valence
}

fn segment_json(
    view: &View,
    documents: &Documents,
    mapping: &Mapping,
    me: &CoderId,
    segment: &Segment,
) -> Value {
    let (place, said) = cited(documents, segment.finding);
    let framework = view.framework(mapping.plan.framework);
    let called = |id: ConstructId| framework.map_or("", |f| f.called(id));
    json!({
        "segment": segment.coding,
        "source": view.source_name(&segment.finding.source),
        "place": place,
        "text": said,
        "code": view.codebook().name(segment.finding.code),
        "construct": called(segment.construct),
        "valence": given(mapping, me, segment).map(Valence::word),
    })
}

fn valence(typed: &str) -> Result<Option<Valence>> {
    match (typed, Valence::parse(typed)) {
        ("none", _) => Ok(None),
        (_, Some(valence)) => Ok(Some(valence)),
        _ => bail!("“{typed}” is no valence: -2, -1, 0, 1, 2, mixed or none"),
    }
}

fn case(typed: &str) -> Result<Case> {
    let (kind, name) = typed
        .split_once('=')
        .context("a case is named by its attribute, such as site=North")?;
    Ok(Case {
        kind: kind.trim().to_owned(),
        name: name.trim().to_owned(),
    })
}
