//! The table of component kinds. The order is that of [`ComponentKind`].
//!
//! Capacities are per instance and deliberately round: they are starting points with a wide range,
//! shown as such, and every one names where it comes from.

use crate::kind::{ComponentKind as Kind, Family, KindSpec, Traits};
use crate::param::Param;
use crate::property::Property;
use crate::property::Property::{Availability, Capacity, HitRatio, ReadCapacity, ServiceTime, Slots, WriteCapacity};

const PLAIN: Traits = Traits {
    entry: false,
    client: false,
    forwarder: false,
    machine: false,
    store: false,
    caching: false,
    queue: false,
    stream: false,
    managed: false,
    standby: false,
};
const CLIENT: Traits = Traits { entry: true, client: true, forwarder: true, ..PLAIN };
const EDGE: Traits = Traits { forwarder: true, machine: true, standby: true, ..PLAIN };
const MACHINE: Traits = Traits { machine: true, ..PLAIN };
const STORE: Traits = Traits { store: true, ..PLAIN };

const RULE_OF_THUMB: &str = "rule of thumb for business logic at 5 to 50 ms of CPU a request on 4 to 8 cores";
const BUSINESS_LOGIC: (Property, Param) =
    (ServiceTime, Param::range(20.0, 5.0, 100.0, "rule of thumb for business logic, calls to others left out"));
const THREADS: (Property, Param) =
    (Slots, Param::range(200.0, 50.0, 1_000.0, "Tomcat's default of 200 threads; asynchronous runtimes hold more"));
const INSTANCE_BENCHMARKS: &str = "published single-instance benchmarks; hardware and query mix decide";

/// Every kind.
pub(crate) const KINDS: &[KindSpec] = &[
    KindSpec {
        kind: Kind::WebClient,
        id: "web-client",
        label: "Web client",
        family: Family::Outside,
        summary: "People with a browser: where requests start",
        keywords: &["browser", "user", "frontend", "spa"],
        glyph: "M4 5h16v11H4zM9 20h6M12 16v4",
        traits: CLIENT,
        defaults: &[],
    },
    KindSpec {
        kind: Kind::MobileClient,
        id: "mobile-client",
        label: "Mobile client",
        family: Family::Outside,
        summary: "People with an app on a phone",
        keywords: &["phone", "app", "ios", "android", "user"],
        glyph: "M8 3h8a1 1 0 0 1 1 1v16a1 1 0 0 1-1 1H8a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM11 18h2",
        traits: CLIENT,
        defaults: &[],
    },
    KindSpec {
        kind: Kind::Device,
        id: "device",
        label: "Device",
        family: Family::Outside,
        summary: "A machine that calls: sensor, terminal, load generator",
        keywords: &["iot", "sensor", "load generator", "terminal", "bot"],
        glyph: "M8 8h8v8H8zM10 4v4M14 4v4M10 16v4M14 16v4M4 10h4M4 14h4M16 10h4M16 14h4",
        traits: CLIENT,
        defaults: &[],
    },
    KindSpec {
        kind: Kind::ExternalService,
        id: "external-service",
        label: "External service",
        family: Family::Outside,
        summary: "A service somebody else runs: payments, mail, maps",
        keywords: &["third party", "saas", "payment", "api", "partner"],
        glyph: "M14 4h6v6M20 4l-9 9M17 14v5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1h5",
        traits: Traits { managed: true, ..PLAIN },
        defaults: &[
            (Capacity, Param::range(100.0, 10.0, 1_000.0, "typical request quota of public payment and mail APIs")),
            (ServiceTime, Param::range(200.0, 50.0, 2_000.0, "public payment and mail APIs answer within 0.1 to 2 s")),
        ],
    },
    KindSpec {
        kind: Kind::Dns,
        id: "dns",
        label: "DNS",
        family: Family::Edge,
        summary: "Turns names into addresses",
        keywords: &["name server", "route 53", "domain"],
        glyph: "M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM3 12h18M12 3c3.2 2.6 3.2 15.4 0 18M12 3c-3.2 2.6-3.2 15.4 0 18",
        traits: Traits { managed: true, ..EDGE },
        defaults: &[
            (Availability, Param::range(0.9999, 0.999, 1.0, "SLAs of public DNS services: 99.99 to 100 %")),
            (
                Capacity,
                Param::range(
                    100_000.0,
                    30_000.0,
                    1_000_000.0,
                    "authoritative name server benchmarks, queries a second",
                ),
            ),
            (
                ServiceTime,
                Param::range(20.0, 1.0, 100.0, "a few milliseconds from a near resolver, 100 ms from a far server"),
            ),
        ],
    },
    KindSpec {
        kind: Kind::Cdn,
        id: "cdn",
        label: "CDN",
        family: Family::Edge,
        summary: "Answers from copies near the user",
        keywords: &["content delivery", "edge cache", "cloudfront", "fastly"],
        glyph: "M12 9a3 3 0 1 0 0 6a3 3 0 1 0 0-6zM12 4v5M12 15v5M5 8l4.4 2.6M14.6 13.4L19 16M19 8l-4.4 2.6M9.4 13.4L5 16",
        traits: Traits { managed: true, caching: true, ..EDGE },
        defaults: &[
            (Availability, Param::range(0.999, 0.999, 0.9999, "SLAs of public CDNs: 99.9 to 99.99 %")),
            (
                Capacity,
                Param::range(250_000.0, 100_000.0, 1_000_000.0, "default request quota of a large CDN distribution"),
            ),
            (HitRatio, Param::range(0.9, 0.5, 0.98, "typical for static content; near 0 for personal pages")),
            (ServiceTime, Param::range(5.0, 1.0, 50.0, "an answer from memory or disk of the edge")),
        ],
    },
    KindSpec {
        kind: Kind::LoadBalancer,
        id: "load-balancer",
        label: "Load balancer",
        family: Family::Edge,
        summary: "Spreads requests over alike servers",
        keywords: &["lb", "proxy", "nginx", "haproxy", "elb", "alb"],
        glyph: "M12 3v6M12 9l-6.5 6M12 9l6.5 6M12 9v11M5.5 15v5M18.5 15v5",
        traits: EDGE,
        defaults: &[
            (
                Capacity,
                Param::range(20_000.0, 5_000.0, 100_000.0, "published sizing of HTTP reverse proxies on 4 to 8 cores"),
            ),
            (ServiceTime, Param::range(1.0, 0.1, 5.0, "published overhead of HTTP reverse proxies")),
            (
                Slots,
                Param::range(20_000.0, 5_000.0, 100_000.0, "connections HAProxy and nginx are commonly set up for"),
            ),
        ],
    },
    KindSpec {
        kind: Kind::ApiGateway,
        id: "api-gateway",
        label: "API gateway",
        family: Family::Edge,
        summary: "One door for many services: routing, auth, limits",
        keywords: &["gateway", "kong", "ingress", "bff", "edge"],
        glyph: "M4 20V8l8-4 8 4v12M9 20v-7h6v7M2.5 20h19",
        traits: EDGE,
        defaults: &[
            (
                Capacity,
                Param::range(
                    5_000.0,
                    1_000.0,
                    20_000.0,
                    "published gateway benchmarks with authentication switched on",
                ),
            ),
            (ServiceTime, Param::range(5.0, 1.0, 20.0, "published gateway overhead with authentication switched on")),
            (Slots, Param::range(5_000.0, 1_000.0, 20_000.0, "connections gateways are commonly set up for")),
        ],
    },
    KindSpec {
        kind: Kind::WebServer,
        id: "web-server",
        label: "Web server",
        family: Family::Compute,
        summary: "Serves pages and passes the rest on",
        keywords: &["nginx", "apache", "http", "static"],
        glyph: "M4 5h16v14H4zM4 9h16M7 7h.01M10 7h.01M9 13l-2 1.5L9 16M15 13l2 1.5L15 16",
        traits: MACHINE,
        defaults: &[
            (Capacity, Param::range(5_000.0, 1_000.0, 20_000.0, "static and proxied pages on 2 to 4 cores")),
            (ServiceTime, Param::range(2.0, 0.5, 20.0, "static and proxied pages")),
            (
                Slots,
                Param::range(
                    1_000.0,
                    250.0,
                    10_000.0,
                    "Apache starts with 400 workers, nginx with 512 connections a process",
                ),
            ),
        ],
    },
    KindSpec {
        kind: Kind::ApplicationServer,
        id: "application-server",
        label: "Application server",
        family: Family::Compute,
        summary: "One of several alike that run the application",
        keywords: &["app server", "backend", "api server", "monolith", "tomcat", "node"],
        glyph: "M5 4h14v6.5H5zM5 13.5h14V20H5zM8 7.2h.01M8 16.7h.01M12 7.2h4M12 16.7h4",
        traits: MACHINE,
        defaults: &[(Capacity, Param::range(500.0, 100.0, 2_000.0, RULE_OF_THUMB)), BUSINESS_LOGIC, THREADS],
    },
    KindSpec {
        kind: Kind::Service,
        id: "service",
        label: "Service",
        family: Family::Compute,
        summary: "A service named for what it does",
        keywords: &["microservice", "backend", "api"],
        glyph: "M12 3l7.8 4.5v9L12 21l-7.8-4.5v-9zM12 12l7.6-4.4M12 12v8.8M12 12L4.4 7.6",
        traits: PLAIN,
        defaults: &[(Capacity, Param::range(500.0, 100.0, 2_000.0, RULE_OF_THUMB)), BUSINESS_LOGIC, THREADS],
    },
    KindSpec {
        kind: Kind::Worker,
        id: "worker",
        label: "Worker",
        family: Family::Compute,
        summary: "Works off tasks in the background",
        keywords: &["consumer", "job", "background", "batch", "celery"],
        glyph: "M12 8.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.2 2.2M16.2 16.2l2.2 2.2M5.6 18.4l2.2-2.2M16.2 7.8l2.2-2.2",
        traits: MACHINE,
        defaults: &[
            (Capacity, Param::range(50.0, 5.0, 500.0, "tasks of 20 ms to 2 s on a handful of threads")),
            (ServiceTime, Param::range(100.0, 20.0, 2_000.0, "tasks of 20 ms to 2 s")),
            (Slots, Param::range(50.0, 8.0, 100.0, "a handful to a hundred tasks at once")),
        ],
    },
    KindSpec {
        kind: Kind::ServerlessFunction,
        id: "serverless-function",
        label: "Serverless function",
        family: Family::Compute,
        summary: "Code a provider runs on demand",
        keywords: &["lambda", "faas", "cloud function"],
        glyph: "M8 4h3l6.5 16H20M13 10.5L6.5 20H4",
        traits: Traits { managed: true, ..PLAIN },
        defaults: &[
            (Availability, Param::range(0.9995, 0.999, 0.9999, "SLAs of public function platforms: 99.9 to 99.99 %")),
            (
                Capacity,
                Param::range(
                    10_000.0,
                    1_000.0,
                    30_000.0,
                    "default quota of 1,000 concurrent executions at 100 ms each",
                ),
            ),
            (ServiceTime, Param::range(100.0, 20.0, 1_000.0, "typical warm run of a function behind a request")),
            (Slots, Param::range(1_000.0, 1_000.0, 10_000.0, "default quota of concurrent executions")),
        ],
    },
    KindSpec {
        kind: Kind::Generic,
        id: "generic",
        label: "Component",
        family: Family::Compute,
        summary: "Anything else",
        keywords: &["box", "other", "custom"],
        glyph: "M6 5h12a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 18 19H6a1.5 1.5 0 0 1-1.5-1.5v-11A1.5 1.5 0 0 1 6 5z",
        traits: PLAIN,
        defaults: &[
            (Capacity, Param::range(1_000.0, 100.0, 10_000.0, "a guess: say what it is or type a figure")),
            (ServiceTime, Param::range(20.0, 1.0, 1_000.0, "a guess: say what it is or type a figure")),
            (Slots, Param::range(200.0, 10.0, 10_000.0, "a guess: say what it is or type a figure")),
        ],
    },
    KindSpec {
        kind: Kind::RelationalDatabase,
        id: "relational-database",
        label: "SQL database",
        family: Family::Data,
        summary: "Tables and transactions",
        keywords: &["postgres", "mysql", "rdbms", "sql", "oracle", "database", "db"],
        glyph: "M5 6.5c0-4 14-4 14 0v11c0 4-14 4-14 0zM5 6.5c0 4 14 4 14 0M5 12c0 4 14 4 14 0",
        traits: STORE,
        defaults: &[
            (
                ReadCapacity,
                Param::range(5_000.0, 1_000.0, 30_000.0, "pgbench read-only on 4 to 16 cores, indexed look-ups"),
            ),
            (WriteCapacity, Param::range(1_000.0, 300.0, 5_000.0, "pgbench TPC-B-like on 4 to 16 cores with SSD")),
            (ServiceTime, Param::range(5.0, 1.0, 50.0, "indexed look-ups and small transactions")),
            (Slots, Param::range(100.0, 100.0, 500.0, "max_connections: 100 in PostgreSQL, 151 in MySQL")),
        ],
    },
    KindSpec {
        kind: Kind::DocumentStore,
        id: "document-store",
        label: "Document store",
        family: Family::Data,
        summary: "Documents or key-value pairs",
        keywords: &["nosql", "mongodb", "dynamodb", "cassandra", "key-value", "kv", "database", "db"],
        glyph: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
        traits: STORE,
        defaults: &[
            (ReadCapacity, Param::range(10_000.0, 2_000.0, 50_000.0, "YCSB workloads B and C on one node")),
            (WriteCapacity, Param::range(5_000.0, 1_000.0, 20_000.0, "YCSB workload A on one node")),
            (ServiceTime, Param::range(2.0, 0.5, 20.0, "reads and writes by key")),
            (Slots, Param::range(1_000.0, 200.0, 50_000.0, "connections a node is commonly set up for")),
        ],
    },
    KindSpec {
        kind: Kind::Cache,
        id: "cache",
        label: "Cache",
        family: Family::Data,
        summary: "Keeps answers in memory",
        keywords: &["redis", "memcached", "memory", "key-value"],
        glyph: "M13 3L5 13.5h6L10 21l9-11h-6.2z",
        traits: Traits { machine: true, caching: true, ..PLAIN },
        defaults: &[
            (Capacity, Param::range(100_000.0, 50_000.0, 200_000.0, "redis-benchmark GET and SET without pipelining")),
            (HitRatio, Param::range(0.8, 0.5, 0.95, "common for read-heavy working sets; measure yours")),
            (ServiceTime, Param::range(0.5, 0.1, 2.0, "redis-benchmark, one command")),
            (Slots, Param::range(10_000.0, 10_000.0, 10_000.0, "maxclients of Redis")),
        ],
    },
    KindSpec {
        kind: Kind::ObjectStorage,
        id: "object-storage",
        label: "Object storage",
        family: Family::Data,
        summary: "Files and blobs",
        keywords: &["s3", "blob", "bucket", "files", "gcs"],
        glyph: "M4 6h16l-2 14H6zM4 6c0-2.6 16-2.6 16 0M9 12h6",
        traits: Traits { managed: true, ..STORE },
        defaults: &[
            (Availability, Param::range(0.999, 0.999, 0.9999, "SLAs of public object stores: 99.9 to 99.99 %")),
            (
                ReadCapacity,
                Param::range(5_500.0, 3_500.0, 50_000.0, "documented request rate per prefix of a large object store"),
            ),
            (
                WriteCapacity,
                Param::range(3_500.0, 1_000.0, 35_000.0, "documented request rate per prefix of a large object store"),
            ),
            (ServiceTime, Param::range(50.0, 10.0, 200.0, "documented first-byte latency of large object stores")),
        ],
    },
    KindSpec {
        kind: Kind::SearchIndex,
        id: "search-index",
        label: "Search index",
        family: Family::Data,
        summary: "Full-text and faceted search",
        keywords: &["elasticsearch", "opensearch", "solr", "full text"],
        glyph: "M10.5 4a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13zM15.3 15.3L20 20M8 9h5M8 12h3.5",
        traits: STORE,
        defaults: &[
            (ReadCapacity, Param::range(500.0, 100.0, 5_000.0, INSTANCE_BENCHMARKS)),
            (WriteCapacity, Param::range(2_000.0, 500.0, 10_000.0, INSTANCE_BENCHMARKS)),
            (ServiceTime, Param::range(20.0, 5.0, 200.0, "queries over an index in memory")),
            (Slots, Param::range(100.0, 20.0, 1_000.0, "threads and queue of a search node")),
        ],
    },
    KindSpec {
        kind: Kind::DataWarehouse,
        id: "data-warehouse",
        label: "Data warehouse",
        family: Family::Data,
        summary: "Analytical queries over everything",
        keywords: &["bigquery", "snowflake", "redshift", "olap", "analytics"],
        glyph: "M3 10l9-6 9 6M5 10v10h14V10M9 20v-5M12 20v-8M15 20v-4",
        traits: STORE,
        defaults: &[
            (
                ReadCapacity,
                Param::range(10.0, 1.0, 100.0, "analytical queries of 0.1 to 10 s with limited concurrency"),
            ),
            (WriteCapacity, Param::range(1_000.0, 100.0, 100_000.0, "rows streamed in; batch loads are not counted")),
            (
                ServiceTime,
                Param::range(
                    100.0,
                    10.0,
                    10_000.0,
                    "milliseconds for rows streamed in, seconds for analytical queries",
                ),
            ),
            (Slots, Param::range(500.0, 50.0, 1_000.0, "sessions a warehouse is commonly set up for")),
        ],
    },
    KindSpec {
        kind: Kind::MessageQueue,
        id: "message-queue",
        label: "Message queue",
        family: Family::Messages,
        summary: "Holds tasks until a worker takes them",
        keywords: &["rabbitmq", "sqs", "queue", "amqp", "tasks", "broker"],
        glyph: "M3.5 8h4.5v8H3.5zM9.7 8h4.6v8H9.7zM16 8h4.5v8H16z",
        traits: Traits { queue: true, ..PLAIN },
        defaults: &[
            (
                Capacity,
                Param::range(20_000.0, 5_000.0, 50_000.0, "broker benchmarks with persistent messages on one node"),
            ),
            (ServiceTime, Param::range(5.0, 1.0, 20.0, "until a persistent message is confirmed")),
        ],
    },
    KindSpec {
        kind: Kind::EventStream,
        id: "event-stream",
        label: "Event stream",
        family: Family::Messages,
        summary: "A log of events each consumer reads at its own pace",
        keywords: &["kafka", "kinesis", "pulsar", "log", "topic", "pubsub"],
        glyph: "M3 7h9M16 7h5M3 12h4M11 12h10M3 17h12M19 17h2",
        traits: Traits { stream: true, ..PLAIN },
        defaults: &[
            (
                Capacity,
                Param::range(100_000.0, 20_000.0, 500_000.0, "broker benchmarks with small records and three replicas"),
            ),
            (ServiceTime, Param::range(5.0, 1.0, 50.0, "until a record is confirmed by its replicas")),
        ],
    },
    KindSpec {
        kind: Kind::Scheduler,
        id: "scheduler",
        label: "Scheduler",
        family: Family::Messages,
        summary: "Starts work at set times",
        keywords: &["cron", "timer", "airflow", "job"],
        glyph: "M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 1 0 0-17zM12 7.5V12l3.2 2.2",
        traits: Traits { entry: true, ..PLAIN },
        defaults: &[],
    },
];
