//! How a service could be dealt out to components with one job each.

use linchpin_catalog::Property;
use linchpin_document::{Arrange, RecordId};

use super::evidence::Evidence;
use super::jobs::{Jobs, Source};
use crate::facts::Facts;
use crate::report::*;
use crate::rules::vocabulary::{Word, resources, words};

/// Endpoints and entities go to the job that shares most words with them, what shares none to the first;
/// connections to every job that needs them, which is all where none is meant.
pub(super) fn propose(facts: &Facts, evidence: &Evidence, jobs: &Jobs) -> SplitProposal {
    let component = facts.model.components[evidence.members[0]].item.id;
    let declared = |name: &str| if jobs.source == Source::Declared { vec![name.to_owned()] } else { Vec::new() };
    let part = |job: &super::jobs::Job| SplitPart {
        name: job.name.clone(),
        responsibilities: declared(&job.name),
        endpoints: job.endpoints.clone(),
        entities: Vec::new(),
        connections: Vec::new(),
    };
    let mut parts: Vec<SplitPart> = jobs.list.iter().map(part).collect();
    for endpoint in &evidence.endpoints {
        if !parts.iter().any(|part| part.endpoints.contains(&endpoint.id)) {
            parts[best(jobs, &resources(endpoint).concat()).unwrap_or(0)].endpoints.push(endpoint.id);
        }
    }
    for entity in &evidence.entities {
        parts[best(jobs, &words(entity.name())).unwrap_or(0)].entities.push(entity.id);
    }
    deal_out_connections(facts, evidence, jobs, &mut parts);
    let size = |part: &SplitPart| part.endpoints.len() + part.entities.len();
    parts.arrange_by_key(|part| std::cmp::Reverse(size(part)));
    SplitProposal { component, parts }
}

/// The job that shares most words with something.
fn best(jobs: &Jobs, about: &[Word]) -> Option<usize> {
    let shared = |index: &usize| about.iter().filter(|word| jobs.list[*index].about.contains(word)).count();
    let best = (0..jobs.list.len()).rev().max_by_key(|index| shared(index))?;
    (shared(&best) > 0).then_some(best)
}

fn deal_out_connections(facts: &Facts, evidence: &Evidence, jobs: &Jobs, parts: &mut [SplitPart]) {
    let model = facts.model;
    for call in model.outgoing.get(evidence.members[0]).iter().map(|index| &model.connections[*index]) {
        let callee = model.components[call.to].item;
        let about = words(callee.name());
        let keeps = |entity: &RecordId| {
            let store = facts.design.get(*entity).and_then(|item| item.reference(Property::Store));
            store == Some(callee.id)
        };
        let needs = |index: usize, part: &SplitPart| {
            part.entities.iter().any(keeps) || about.iter().any(|word| jobs.list[index].about.contains(word))
        };
        let needed: Vec<usize> = (0..parts.len()).filter(|index| needs(*index, &parts[*index])).collect();
        let of_all = needed.is_empty();
        for (index, part) in parts.iter_mut().enumerate() {
            if of_all || needed.contains(&index) {
                part.connections.push(call.item.id);
            }
        }
    }
}
