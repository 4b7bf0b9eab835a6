//! Components that do more than one job.
//!
//! [`evidence`] gathers what a design says of a service; [`jobs`] tells the jobs in it apart.

mod evidence;
mod jobs;
mod split;

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::words::Value::{Count, List, Text};
use crate::rules::words::{Words, more};
use evidence::Evidence;
use jobs::{Jobs, Source};

const HEADING: Heading = Heading::new("responsibility.many-jobs", Lens::Responsibility);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "More than one job",
    explanation: "What does several jobs is changed for several reasons, by several people, and goes down with all of \
                  them at once; and one job cannot be scaled without the others.",
    detection: "The first of these that says something: the jobs declared on the component, one a line; the resources of \
                the endpoints it handles; the entities it owns; the databases it writes; its name. Endpoints, entities \
                and callees that share a word are one job, those that share none are several. Declared jobs, three \
                kinds of endpoint and three names are a warning; two kinds of endpoint, two names, three kinds of \
                entity and three databases info. Pool mates count as one; one declared job settles it.",
    false_alarms: "The things belong together, under names that do not show it: declare the one job. A monolith on \
                   purpose: accept it, with the reason.",
    remedies: "A component for each job, with the endpoints, entities and connections that belong to it; the proposal \
               shows how they are dealt out.",
};

/// One finding for each service with several jobs.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let mut findings = Vec::new();
    for evidence in evidence::gather(facts) {
        if let Some(jobs) = jobs::tell_apart(facts, &evidence) {
            findings.push(describe(facts, &evidence, &jobs));
        }
    }
    more(findings, "components do several jobs")
}

const TITLE: &str = "{0} does {1} jobs";
const REMEDY: &str =
    "Split it: a component for each job, with the endpoints, entities and connections that belong to it.";

/// What says that there are several: `{2}`.
fn words(source: Source) -> Words {
    let why = match source {
        Source::Declared => "{^1} jobs are declared: {2}. A change to one, or a burst of it, touches all.",
        Source::Endpoints => {
            "Its endpoints are about things that share nothing: {2}. A change to one, or a burst of it, touches all."
        }
        Source::Entities => "It owns entities that share nothing: {2}. A change to one, or a burst of it, touches all.",
        Source::Stores => "It writes {1} databases: {2}. A change to one, or a burst of it, touches all.",
        Source::Name => "Its name says so: {2}. A change to one, or a burst of it, touches all.",
    };
    [TITLE, why, REMEDY]
}

fn describe(facts: &Facts, evidence: &Evidence, jobs: &Jobs) -> Finding {
    let model = facts.model;
    let told: Vec<String> = jobs.list.iter().map(|job| job.name.clone()).collect();
    let values = [Text(model.components[evidence.members[0]].name()), Count(told.len()), List(&told)];
    let subjects = model.ids_of(&evidence.members);
    let finding = HEADING.finding(jobs.severity(), &words(jobs.source), &values, subjects);
    Finding { split: Some(split::propose(facts, evidence, jobs)), ..finding }
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;
    use crate::{Query, SplitProposal, analyse};
    use linchpin_testkit::design;

    const SHOP: &str = "web:web-client -> gw:api-gateway -> api:service \"Shop\" instances=2\n";

    fn endpoints(paths: &[&str]) -> String {
        let line = |(index, path): (usize, &&str)| format!("endpoint e{index} \"E\" path=\"{path}\" handlers=api\n");
        SHOP.to_owned() + &paths.iter().enumerate().map(line).collect::<String>()
    }

    #[test]
    fn declared_jobs_are_believed() {
        let declared = |jobs: &str| format!("web:web-client -> api:service \"Shop\" responsibilities=\"{jobs}\"");
        check(HEADING, &declared("Take orders"), &[]);
        let two =
            SHOP.replace("instances=2", "responsibilities=\"Take orders\nSend mail\"").replace("\nSend", "; Send");
        check(HEADING, &two, &["warning api"]);
    }

    #[test]
    fn one_declared_job_settles_it() {
        let fixture =
            endpoints(&["/orders", "/users", "/mails"]).replace("\"Shop\"", "\"Shop\" responsibilities=\"Sell\"");
        check(HEADING, &fixture, &[]);
    }

    #[test]
    fn endpoints_about_different_things() {
        check(HEADING, &endpoints(&["/orders", "/orders/{id}", "/order-items"]), &[]);
        check(HEADING, &endpoints(&["/users", "/users/{id}/orders", "/orders"]), &[]);
        check(HEADING, &endpoints(&["/orders", "/users", "/healthz"]), &["info api"]);
        check(HEADING, &endpoints(&["/api/v1/orders", "/api/v1/users", "/api/v1/invoices/{id}"]), &["warning api"]);
    }

    #[test]
    fn an_entity_or_a_callee_can_hold_endpoints_together() {
        let two = endpoints(&["/carts", "/checkouts"]);
        check(HEADING, &two, &["info api"]);
        check(HEADING, &format!("{two}entity e \"CartCheckout\" owner=api"), &[]);
        check(HEADING, &format!("{two}api -> db:relational-database \"Cart and checkout DB\""), &[]);
    }

    #[test]
    fn entities_databases_and_names_are_weaker_evidence() {
        let entities = |names: &[&str]| {
            let line = |(index, name): (usize, &&str)| format!("entity e{index} \"{name}\" owner=api\n");
            SHOP.to_owned() + &names.iter().enumerate().map(line).collect::<String>()
        };
        check(HEADING, &entities(&["Order", "User"]), &[]);
        check(HEADING, &entities(&["Order", "OrderLine", "User", "Mail"]), &["info api"]);
        let stores = "api -> a:relational-database\napi -> b:relational-database\n";
        check(HEADING, &format!("{SHOP}{stores}"), &[]);
        check(HEADING, &format!("{SHOP}{stores}api -> c:document-store"), &["info api"]);
        check(HEADING, &SHOP.replace("Shop", "Auth & Email"), &["info api"]);
        check(HEADING, &SHOP.replace("Shop", "Auth, Email and Payments"), &["warning api"]);
        check(HEADING, &SHOP.replace("Shop", "R&D portal"), &[]);
    }

    #[test]
    fn pool_mates_are_one_and_forwarders_have_no_jobs() {
        let pair = "web:web-client -> lb:load-balancer -> a:application-server\nlb -> b:application-server
            endpoint e1 \"E\" path=/orders handlers=a,b\nendpoint e2 \"E\" path=/users handlers=a,b";
        check(HEADING, pair, &["info a b"]);
        let gateway = "web:web-client -> gw:api-gateway \"Auth & Email & Pay\" -> a:service
            endpoint e1 \"E\" path=/orders handlers=gw\nendpoint e2 \"E\" path=/users handlers=gw";
        check(HEADING, gateway, &[]);
    }

    #[test]
    fn the_proposal_deals_everything_out() {
        let fixture = endpoints(&["/orders", "/orders/{id}", "/users"])
            + "entity o \"Order\" owner=api store=db\nentity u \"User\" owner=api
            api -> db:relational-database \"Main\"\napi -> ldap:external-service \"User directory\" [timeout=1]
            api -> log:event-stream \"Log\"";
        let report = analyse(&design(&fixture), &Query::default());
        let found = report.findings.iter().find(|finding| finding.rule == HEADING.id).unwrap();
        let SplitProposal { component, parts } = found.split.clone().unwrap();
        assert_eq!(component.to_string(), "api");
        let texts =
            |ids: &[linchpin_document::RecordId]| ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let told: Vec<[String; 4]> = parts
            .iter()
            .map(|part| [part.name.clone(), texts(&part.endpoints), texts(&part.entities), texts(&part.connections)])
            .collect();
        assert_eq!(
            told,
            [["Orders", "e0 e1", "o", "api-db api-log"], ["Users", "e2", "u", "api-ldap api-log"]]
                .map(|row| row.map(str::to_owned))
        );
    }
}
