//! The jobs of a service, told apart: what shares a word is one job, what shares none is several.

use linchpin_document::{Item, RecordId, SortedMap};

use super::evidence::Evidence;
use crate::facts::Facts;
use crate::report::Severity;
use crate::rules::services::Sets;
use crate::rules::text::sentence;
use crate::rules::vocabulary::{Word, named_first, resources, words};

/// From so many entities or databases that share nothing on there is a finding.
pub(super) const FEWEST_OF_WEAK: usize = 3;
/// From so many on what endpoints or a name say is a warning.
const FEWEST_FOR_WARNING: usize = 3;

/// What says that there are several, from strong to weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    Declared,
    Endpoints,
    Entities,
    Stores,
    Name,
}

/// One job.
#[derive(Debug, Clone)]
pub(super) struct Job {
    /// What it could be called.
    pub(super) name: String,
    /// What it is about.
    pub(super) about: Vec<Word>,
    /// The endpoints that say so.
    pub(super) endpoints: Vec<RecordId>,
}

/// Two jobs or more.
pub(super) struct Jobs {
    pub(super) source: Source,
    pub(super) list: Vec<Job>,
}

impl Jobs {
    /// How much it matters.
    pub(super) fn severity(&self) -> Severity {
        match self.source {
            Source::Declared => Severity::Warning,
            Source::Endpoints | Source::Name if self.list.len() >= FEWEST_FOR_WARNING => Severity::Warning,
            _ => Severity::Info,
        }
    }
}

/// The jobs of a service by the strongest evidence there is; nothing when that says one.
pub(super) fn tell_apart(facts: &Facts, evidence: &Evidence) -> Option<Jobs> {
    let (source, list, fewest) = if !evidence.declared.is_empty() {
        (Source::Declared, evidence.declared.iter().map(|job| named(job)).collect(), 2)
    } else if let Some(list) = by_endpoints(facts, evidence) {
        (Source::Endpoints, list, 2)
    } else if !evidence.entities.is_empty() {
        (Source::Entities, by_entities(evidence), FEWEST_OF_WEAK)
    } else if evidence.stores.len() >= FEWEST_OF_WEAK {
        let names = evidence.stores.iter().map(|store| named(facts.model.components[*store].name()));
        (Source::Stores, names.collect(), FEWEST_OF_WEAK)
    } else {
        (Source::Name, by_name(facts.model.components[evidence.members[0]].name()), 2)
    };
    (list.len() >= fewest).then_some(Jobs { source, list })
}

fn named(name: &str) -> Job {
    Job { name: name.to_owned(), about: words(name), endpoints: Vec::new() }
}

/// One job for each group of endpoints that share words, with each other or by way of an entity or a callee;
/// nothing when there are no endpoints with words.
fn by_endpoints(facts: &Facts, evidence: &Evidence) -> Option<Vec<Job>> {
    let endpoints: Vec<(&Item, Vec<Word>)> = evidence
        .endpoints
        .iter()
        .map(|endpoint| (*endpoint, resources(endpoint).concat()))
        .filter(|(_, about)| !about.is_empty())
        .collect();
    if endpoints.is_empty() {
        return None;
    }
    let model = facts.model;
    let entities = evidence.entities.iter().map(|entity| words(entity.name()));
    let calls = evidence.members.iter().flat_map(|member| model.outgoing.get(*member));
    let callees = calls.map(|call| words(model.components[model.connections[*call].to].name()));
    let about: Vec<Vec<Word>> =
        endpoints.iter().map(|(_, about)| about.clone()).chain(entities).chain(callees).collect();
    let clusters = clusters(&about);
    let mut jobs: SortedMap<usize, Job> = SortedMap::new();
    for (index, (endpoint, _)) in endpoints.iter().enumerate() {
        let name = || sentence(&named_first(endpoint));
        let job =
            jobs.get_or_insert_with(clusters[index], || Job { name: name(), about: Vec::new(), endpoints: Vec::new() });
        job.endpoints.push(endpoint.id);
    }
    for (cluster, words) in clusters.iter().zip(about) {
        jobs.get_mut(cluster).into_iter().for_each(|job| job.about.extend(words.iter().cloned()));
    }
    Some(jobs.into_values().collect())
}

/// One job for each group of entities that share words.
fn by_entities(evidence: &Evidence) -> Vec<Job> {
    let about: Vec<Vec<Word>> = evidence.entities.iter().map(|entity| words(entity.name())).collect();
    let clusters = clusters(&about);
    let mut jobs: SortedMap<usize, Job> = SortedMap::new();
    for ((entity, cluster), words) in evidence.entities.iter().zip(clusters).zip(about) {
        let job = jobs.get_or_insert_with(cluster, || Job {
            name: entity.name().to_owned(),
            about: Vec::new(),
            endpoints: Vec::new(),
        });
        job.about.extend(words);
    }
    jobs.into_values().collect()
}

/// The group each of these belongs to, by its first: what shares a word is in one.
fn clusters(about: &[Vec<Word>]) -> Vec<usize> {
    let mut sets = Sets::new(about.len());
    let mut first_with: SortedMap<&str, usize> = SortedMap::new();
    for (index, words) in about.iter().enumerate() {
        for word in words {
            let first = *first_with.get_or_insert_with(word, || index);
            sets.join(first, index);
        }
    }
    (0..about.len()).map(|index| sets.first_of(index)).collect()
}

/// Whether a name has anything in it that parts one thing from another.
pub(super) fn may_name_several(name: &str) -> bool {
    name.contains(['&', ',', '/', '+']) || name.contains(" and ")
}

/// "Auth & Email and Payments" names three.
fn by_name(name: &str) -> Vec<Job> {
    if !may_name_several(name) {
        return Vec::new();
    }
    let plain = name.replace(" and ", "&").replace(" / ", "&").replace(" + ", "&");
    let parts: Vec<&str> = plain.split(['&', ',']).map(str::trim).collect();
    // "R&D" is one thing.
    if parts.iter().any(|part| part.chars().count() < 3 || words(part).is_empty()) {
        return Vec::new();
    }
    parts.into_iter().map(named).collect()
}
