//! From XML to formulas over names.

use std::borrow::Cow;
use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// What is wrong, and at which byte.
#[derive(Debug)]
pub(super) struct Wrong {
    pub(super) at: usize,
    pub(super) message: String,
}

/// Not at any one place.
pub(super) const NOWHERE: usize = usize::MAX;

/// What a formula refers to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Gate,
    BasicEvent,
    HouseEvent,
    /// Whichever of these has the name.
    Any,
}

/// Part of a formula.
#[derive(Debug, Clone)]
pub(super) enum Term {
    Constant(bool),
    /// A name, by its number, and the byte it is at.
    Reference(Kind, usize, usize),
    /// Another formula, by its number.
    Formula(usize),
}

/// A connective.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Connective {
    And,
    Or,
    AtLeast(u64),
    /// The one term of a gate that is nothing but another.
    Same,
}

/// A connective with what it connects.
#[derive(Debug, Clone)]
pub(super) struct Formula {
    pub(super) connective: Connective,
    pub(super) terms: Vec<Term>,
}

/// A number, or the name of one.
#[derive(Debug, Clone, Copy)]
pub(super) enum Expression {
    Number(f64),
    /// A parameter, by the number of its name.
    Parameter(usize),
}

/// Something with a name and the byte it is defined at.
#[derive(Debug, Clone)]
pub(super) struct Defined<T> {
    pub(super) at: usize,
    pub(super) value: T,
}

/// What a file defines, by the number of the name.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    pub(super) name: Option<String>,
    pub(super) names: Vec<String>,
    pub(super) formulas: Vec<Formula>,
    pub(super) gates: BTreeMap<usize, Defined<usize>>,
    pub(super) basic_events: BTreeMap<usize, Defined<Option<Expression>>>,
    pub(super) house_events: BTreeMap<usize, Defined<bool>>,
    pub(super) parameters: BTreeMap<usize, Defined<Option<Expression>>>,
    numbers: BTreeMap<String, usize>,
}

/// An element that is open.
#[derive(Debug)]
enum Frame {
    /// Holds definitions.
    Container,
    /// A gate and its formula: name, place, what it is.
    Gate(usize, usize, Vec<Term>),
    /// A connective, where it is and what it connects so far.
    Formula(Connective, usize, Vec<Term>),
    BasicEvent(usize, usize, Option<Expression>),
    HouseEvent(usize, usize, Option<bool>),
    Parameter(usize, usize, Option<Expression>),
    /// An element that ends as it began.
    Leaf,
    /// Label, attributes: passed over with all that is inside.
    Ignored,
}

pub(super) fn parse(text: &str) -> Result<Parsed, Wrong> {
    let mut reader = Reader::from_str(text);
    let mut parser = Parser { parsed: Parsed::default(), open: Vec::new(), seen_root: false };
    loop {
        let at = reader.buffer_position() as usize;
        let event = reader.read_event();
        match event {
            Ok(Event::Start(element)) => parser.start(&element, at)?,
            Ok(Event::Empty(element)) => {
                parser.start(&element, at)?;
                parser.end(at)?;
            }
            Ok(Event::End(_)) => parser.end(at)?,
            Ok(Event::Text(characters)) if !matches!(parser.open.last(), Some(Frame::Ignored)) => {
                if characters.iter().any(|byte| !byte.is_ascii_whitespace()) {
                    let message = "text where an element is expected".to_owned();
                    return Err(Wrong { at, message });
                }
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => {
                return Err(Wrong {
                    at: reader.error_position() as usize,
                    message: format!("not well-formed XML: {error}"),
                });
            }
        }
    }
    if !parser.seen_root || !parser.open.is_empty() {
        let message = if parser.seen_root { "the file ends inside an element" } else { "there is no XML element" };
        return Err(Wrong { at: text.len(), message: message.to_owned() });
    }
    Ok(parser.parsed)
}

struct Parser {
    parsed: Parsed,
    open: Vec<Frame>,
    seen_root: bool,
}

impl Parser {
    fn start(&mut self, element: &BytesStart, at: usize) -> Result<(), Wrong> {
        let tag = element.name();
        let tag = String::from_utf8_lossy(tag.as_ref()).into_owned();
        let frame = match self.open.last() {
            None => self.root(&tag, at)?,
            Some(Frame::Ignored) => Frame::Ignored,
            Some(_) if tag == "label" || tag == "attributes" => Frame::Ignored,
            Some(Frame::Container) => self.definition(&tag, element, at)?,
            Some(Frame::Gate(..) | Frame::Formula(..)) => self.formula(&tag, element, at)?,
            Some(Frame::BasicEvent(..) | Frame::Parameter(..)) => self.expression(&tag, element, at)?,
            Some(Frame::HouseEvent(..)) => self.truth(&tag, element, at)?,
            Some(Frame::Leaf) => return Err(unexpected(&tag, at)),
        };
        self.open.push(frame);
        Ok(())
    }

    fn root(&mut self, tag: &str, at: usize) -> Result<Frame, Wrong> {
        if self.seen_root || tag != "opsa-mef" {
            let message = format!("<{tag}> where <opsa-mef> is expected: this is no Open-PSA file");
            return Err(Wrong { at, message });
        }
        self.seen_root = true;
        Ok(Frame::Container)
    }

    fn definition(&mut self, tag: &str, element: &BytesStart, at: usize) -> Result<Frame, Wrong> {
        match tag {
            "define-fault-tree" => {
                let name = attribute(element, "name", at)?;
                self.parsed.name = self.parsed.name.take().or(name);
                Ok(Frame::Container)
            }
            "define-component" | "model-data" => Ok(Frame::Container),
            "define-gate" => Ok(Frame::Gate(self.name(element, tag, at)?, at, Vec::new())),
            "define-basic-event" => Ok(Frame::BasicEvent(self.name(element, tag, at)?, at, None)),
            "define-house-event" => Ok(Frame::HouseEvent(self.name(element, tag, at)?, at, None)),
            "define-parameter" => Ok(Frame::Parameter(self.name(element, tag, at)?, at, None)),
            _ => Err(unexpected(tag, at)),
        }
    }

    fn formula(&mut self, tag: &str, element: &BytesStart, at: usize) -> Result<Frame, Wrong> {
        let connective = match tag {
            "and" => Connective::And,
            "or" => Connective::Or,
            "atleast" => Connective::AtLeast(number(element, "min", tag, at)?),
            "constant" => {
                let value = truth(element, tag, at)?;
                self.term(Term::Constant(value), at)?;
                return Ok(Frame::Leaf);
            }
            "gate" | "basic-event" | "house-event" | "event" => {
                let kind = kind(tag, element, at)?;
                let name = self.name(element, tag, at)?;
                self.term(Term::Reference(kind, name, at), at)?;
                return Ok(Frame::Leaf);
            }
            "not" | "xor" | "nand" | "nor" | "iff" | "imply" | "cardinality" => {
                let message = format!(
                    "<{tag}> makes the tree non-coherent: something working would help to bring the top event about. \
                     Only <and>, <or> and <atleast> are read"
                );
                return Err(Wrong { at, message });
            }
            _ => return Err(unexpected(tag, at)),
        };
        Ok(Frame::Formula(connective, at, Vec::new()))
    }

    fn expression(&mut self, tag: &str, element: &BytesStart, at: usize) -> Result<Frame, Wrong> {
        let expression = match tag {
            "float" | "int" => Expression::Number(number(element, "value", tag, at)?),
            "parameter" => Expression::Parameter(self.name(element, tag, at)?),
            _ => {
                let message = format!("<{tag}> is not read as a probability; <float>, <int> and <parameter> are");
                return Err(Wrong { at, message });
            }
        };
        if let Some(Frame::BasicEvent(_, _, value) | Frame::Parameter(_, _, value)) = self.open.last_mut()
            && value.replace(expression).is_some()
        {
            return Err(Wrong { at, message: "a second value for the same name".to_owned() });
        }
        Ok(Frame::Leaf)
    }

    fn truth(&mut self, tag: &str, element: &BytesStart, at: usize) -> Result<Frame, Wrong> {
        if tag != "constant" {
            return Err(unexpected(tag, at));
        }
        let stated = truth(element, tag, at)?;
        if let Some(Frame::HouseEvent(_, _, value)) = self.open.last_mut() {
            *value = Some(stated);
        }
        Ok(Frame::Leaf)
    }

    fn end(&mut self, at: usize) -> Result<(), Wrong> {
        match self.open.pop() {
            Some(Frame::Formula(connective, began, terms)) => {
                if terms.is_empty() {
                    return Err(Wrong { at: began, message: "a formula of nothing".to_owned() });
                }
                let formula = self.store(connective, terms);
                self.term(Term::Formula(formula), at)
            }
            Some(Frame::Gate(name, began, terms)) => {
                if terms.is_empty() {
                    let message = format!("gate '{}' has no formula", self.parsed.names[name]);
                    return Err(Wrong { at: began, message });
                }
                let formula = self.store(Connective::Same, terms);
                define(&mut self.parsed.gates, &self.parsed.names, name, began, formula, "gate")
            }
            Some(Frame::BasicEvent(name, began, value)) => {
                define(&mut self.parsed.basic_events, &self.parsed.names, name, began, value, "basic event")
            }
            Some(Frame::HouseEvent(name, began, value)) => {
                let value = value.unwrap_or(false);
                define(&mut self.parsed.house_events, &self.parsed.names, name, began, value, "house event")
            }
            Some(Frame::Parameter(name, began, value)) => {
                define(&mut self.parsed.parameters, &self.parsed.names, name, began, value, "parameter")
            }
            _ => Ok(()),
        }
    }

    fn store(&mut self, connective: Connective, terms: Vec<Term>) -> usize {
        self.parsed.formulas.push(Formula { connective, terms });
        self.parsed.formulas.len() - 1
    }

    /// Adds to the formula that is open.
    fn term(&mut self, term: Term, at: usize) -> Result<(), Wrong> {
        match self.open.last_mut() {
            Some(Frame::Gate(_, _, terms)) if !terms.is_empty() => {
                Err(Wrong { at, message: "a gate has one formula; here is a second".to_owned() })
            }
            Some(Frame::Gate(_, _, terms) | Frame::Formula(_, _, terms)) => {
                terms.push(term);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn name(&mut self, element: &BytesStart, tag: &str, at: usize) -> Result<usize, Wrong> {
        let name = attribute(element, "name", at)?.filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Wrong { at, message: format!("<{tag}> has no name") })?;
        let next = self.parsed.names.len();
        let number = *self.parsed.numbers.entry(name.clone()).or_insert(next);
        if number == next {
            self.parsed.names.push(name);
        }
        Ok(number)
    }
}

fn define<T>(
    into: &mut BTreeMap<usize, Defined<T>>,
    names: &[String],
    name: usize,
    at: usize,
    value: T,
    what: &str,
) -> Result<(), Wrong> {
    match into.insert(name, Defined { at, value }) {
        None => Ok(()),
        Some(_) => Err(Wrong { at, message: format!("{what} '{}' is defined a second time", names[name]) }),
    }
}

fn kind(tag: &str, element: &BytesStart, at: usize) -> Result<Kind, Wrong> {
    let stated = attribute(element, "type", at)?;
    match (tag, stated.as_deref()) {
        ("gate", _) | ("event", Some("gate")) => Ok(Kind::Gate),
        ("basic-event", _) | ("event", Some("basic-event")) => Ok(Kind::BasicEvent),
        ("house-event", _) | ("event", Some("house-event")) => Ok(Kind::HouseEvent),
        ("event", None) => Ok(Kind::Any),
        (_, other) => Err(Wrong { at, message: format!("an event of unknown type '{}'", other.unwrap_or_default()) }),
    }
}

fn unexpected(tag: &str, at: usize) -> Wrong {
    Wrong { at, message: format!("<{tag}> is not expected here") }
}

fn attribute(element: &BytesStart, name: &str, at: usize) -> Result<Option<String>, Wrong> {
    let wrong = |error: &dyn std::fmt::Display| Wrong { at, message: format!("not well-formed XML: {error}") };
    match element.try_get_attribute(name).map_err(|error| wrong(&error))? {
        None => Ok(None),
        Some(attribute) => {
            let value = attribute.unescape_value().map_err(|error| wrong(&error))?;
            Ok(Some(Cow::into_owned(value)))
        }
    }
}

fn number<T: std::str::FromStr>(element: &BytesStart, name: &str, tag: &str, at: usize) -> Result<T, Wrong> {
    let text = attribute(element, name, at)?.unwrap_or_default();
    let message = || format!("<{tag}> needs a number as its {name}, not '{text}'");
    text.trim().parse().map_err(|_| Wrong { at, message: message() })
}

fn truth(element: &BytesStart, tag: &str, at: usize) -> Result<bool, Wrong> {
    match attribute(element, "value", at)?.as_deref() {
        Some("true" | "1") => Ok(true),
        Some("false" | "0") => Ok(false),
        _ => Err(Wrong { at, message: format!("<{tag}> needs the value true or false") }),
    }
}
