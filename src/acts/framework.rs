//! Frameworks: taken in from a file, and adapted by a study.

use crate::import::codebook_file::CodebookFile;
use crate::model::code::CodeText;
use crate::model::event::{Change, ConstructField};
use crate::model::framework::{Construct, ConstructText, Framework, FrameworkText};
use crate::model::ids::{CoderId, ConstructId, EventId, FrameworkId};
use crate::model::name;
use crate::model::view::View;
use std::collections::HashMap;

/// The events that take a framework in from a file of the kind codebooks come in.
///
/// # Errors
/// Why it cannot be taken in.
pub fn from_file(
    view: &View,
    me: &CoderId,
    file: &CodebookFile,
    called: Option<&str>,
    mint: &mut dyn FnMut() -> EventId,
) -> Result<Vec<(EventId, Change)>, String> {
    let called = called.unwrap_or(&file.name).trim();
    name::check(called).map_err(|flaw| flaw.to_string())?;
    may_change(view, me)?;
    if view.framework_named(called).is_some() {
        return Err(format!(
            "there is a framework called “{called}” already: give another name (--name)"
        ));
    }
    let given: Vec<_> = file.codes.iter().filter(|c| !c.retired).collect();
    if given.is_empty() {
        return Err("the file has no construct".into());
    }
    let framework = mint();
    let text = FrameworkText {
        name: called.to_owned(),
        source: file.about.trim().to_owned(),
    };
    let mut changes = vec![(framework, Change::FrameworkAdded(text.into()))];
    let mut ids: HashMap<String, ConstructId> = HashMap::new();
    for entry in given {
        let id = mint();
        let parent = entry.parent.as_ref().and_then(|p| ids.get(&name::key(p)));
        let text = ConstructText {
            framework: framework.into(),
            parent: parent.copied(),
            name: entry.name.clone(),
            text: CodeText {
                definition: entry.definition.clone(),
                include: entry.include.clone(),
                exclude: entry.exclude.clone(),
                examples: entry.examples.clone(),
            },
            given: true,
        };
        ids.insert(name::key(&entry.name), id.into());
        changes.push((id, Change::ConstructAdded(text.into())));
    }
    Ok(changes)
}

/// What the study makes of a construct.
pub enum Adapt<'a> {
    /// A construct of the study's own, under another or as a domain.
    Add {
        name: &'a str,
        under: Option<ConstructId>,
        definition: &'a str,
    },
    Rename(ConstructId, &'a str),
    Redefine(ConstructId, &'a str),
    Retire(ConstructId),
    Restore(ConstructId),
}

/// The event that adapts a framework.
///
/// # Errors
/// Why it cannot be adapted so.
pub fn adapted(
    view: &View,
    me: &CoderId,
    framework: &Framework,
    adapt: &Adapt,
) -> Result<Change, String> {
    may_change(view, me)?;
    let edited = |construct: ConstructId, field| {
        Ok(Change::ConstructEdited {
            construct,
            field,
            replaces: Vec::new(),
        })
    };
    match *adapt {
        Adapt::Add {
            name,
            under,
            definition,
        } => {
            may_be_called(framework, name, None)?;
            let text = ConstructText {
                framework: framework.id,
                parent: under,
                name: name.trim().to_owned(),
                text: CodeText {
                    definition: definition.trim().to_owned(),
                    ..CodeText::default()
                },
                given: false,
            };
            Ok(Change::ConstructAdded(text.into()))
        }
        Adapt::Rename(id, name) => {
            may_be_called(framework, name, Some(id))?;
            edited(id, ConstructField::Name(name.trim().to_owned()))
        }
        Adapt::Redefine(id, text) => {
            let text = text.trim();
            if framework
                .construct(id)
                .is_some_and(|c| c.text.definition == text)
            {
                return Err("it is defined so already".into());
            }
            edited(id, ConstructField::Definition(text.to_owned()))
        }
        Adapt::Retire(id) | Adapt::Restore(id) => {
            let retire = matches!(adapt, Adapt::Retire(_));
            let named = framework.called(id);
            match framework.construct(id).map(|c| c.retired) == Some(retire) {
                true if retire => Err(format!("“{named}” is retired already")),
                true => Err(format!("“{named}” is in use")),
                false => edited(id, ConstructField::Retired(retire)),
            }
        }
    }
}

fn may_be_called(
    framework: &Framework,
    called: &str,
    but: Option<ConstructId>,
) -> Result<(), String> {
    name::check(called).map_err(|flaw| flaw.to_string())?;
    let is_it = |c: &&Construct| Some(c.id) != but || c.name == called.trim();
    match framework.named(called).filter(is_it) {
        Some(there) => Err(format!(
            "“{}” has a construct called “{}” already",
            framework.name, there.name
        )),
        None => Ok(()),
    }
}

/// While a mapping of one's own is blind, what one makes of a framework would tell of it.
fn may_change(view: &View, me: &CoderId) -> Result<(), String> {
    match view.mapping_over_frameworks(me) {
        Some(mapping) => Err(format!(
            "frameworks stay as they are for you while “{}” is blind: say that no construct fits, and add one once it has opened",
            mapping.plan.name
        )),
        None => Ok(()),
    }
}

/// What is to be said to somebody whose framework nobody else sees yet.
pub fn hidden_words(view: &View, id: FrameworkId) -> Option<String> {
    let hidden = !view.is_public(id.event());
    hidden.then(|| "only you see it until the blind round you code in has opened".to_owned())
}
