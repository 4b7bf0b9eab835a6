//! What each rule is about, for programs that show findings without knowing Linchpin.

/// A rule in words that hold for all its findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// Stable over versions.
    pub id: &'static str,
    /// A few words.
    pub title: &'static str,
    /// What is found, why it matters and what can be done.
    pub help: &'static str,
}

/// The rules of the analysis.
pub const RULES: &[Rule] = &[
    Rule {
        id: "failure.single-point",
        title: "Single point of failure",
        help: "The failure of this one component leaves requests unanswered. Run a second instance, add a standby \
               that takes over by itself, or offer an alternative to what calls it.",
    },
    Rule {
        id: "failure.more-single-points",
        title: "More single points of failure",
        help: "There are more single points of failure than are told one by one. Remedy those told first.",
    },
    Rule {
        id: "failure.shared-domain",
        title: "Everything in one failure domain",
        help: "What shares a host, zone or region fails with it, and redundancy inside does not help. Put at least \
               one of each into another.",
    },
    Rule {
        id: "failure.external-service",
        title: "Rests on an external service",
        help: "Requests go unanswered when a service run by others fails. Make the call soft, put a queue in between \
               or add a second provider.",
    },
    Rule {
        id: "failure.managed-service",
        title: "Rests on an SLA",
        help: "Requests go unanswered when a managed service fails. Its provider keeps it redundant; many systems \
               accept what is left.",
    },
    Rule {
        id: "failure.placement-assumed",
        title: "Placement assumed",
        help: "A region is drawn without zones, so that nothing is known of what shares a zone. Draw the zones.",
    },
    Rule {
        id: "load.saturation",
        title: "Saturated, or nearly so",
        help: "The load uses up what this component can serve, or leaves little. Run more of it, make it larger, or \
               take load off it.",
    },
    Rule {
        id: "load.more-saturation",
        title: "More saturated components",
        help: "There are more saturated components than are told one by one. Remedy those told first.",
    },
    Rule {
        id: "load.request-loop",
        title: "Requests go round in a circle",
        help: "A request comes back to where it was as at least as many requests, so the load has no end. An answer \
               needs no arrow of its own.",
    },
    Rule {
        id: "design.no-client",
        title: "Nothing starts traffic",
        help: "There is no client and no scheduler, so nothing can be said about what fails or how much flows.",
    },
    Rule {
        id: "design.unreached",
        title: "Not reached by any request",
        help: "No way leads from a client to this component, so nothing is said about it.",
    },
    Rule {
        id: "design.passed-round",
        title: "Passed round and never answered",
        help: "Components pass requests on to each other, and none of them answers.",
    },
    Rule {
        id: "design.too-few-instances",
        title: "Can never work",
        help: "A component needs more instances up than it has.",
    },
    Rule {
        id: "design.forwards-to-nothing",
        title: "Nothing to pass requests on to",
        help: "A component that answers nothing itself is connected to nothing that does.",
    },
    Rule {
        id: "design.pool-too-small",
        title: "A pool that can never be met",
        help: "More members of a pool must serve than it has.",
    },
];

/// What is known of a rule.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id == id)
}
