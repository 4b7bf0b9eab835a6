//! From fixture lines to a design.

use kurbo::{Point, Size};
use linchpin_catalog::{BoundaryKind, ComponentKind, Property, RecordType, ValueType};
use linchpin_document::{Design, PeerId, RecordId, Replica, Transaction, Value};
use std::collections::BTreeMap;

use crate::token::{Token, tokens};

/// The record with this id.
///
/// # Panics
/// When the text is no id.
pub fn id(text: &str) -> RecordId {
    RecordId::parse(text).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

/// The design a fixture describes; the notation is described at the top of this crate.
///
/// # Panics
/// When the fixture cannot be read or breaks an invariant.
pub fn design(fixture: &str) -> Design {
    replica(fixture).design().clone()
}

/// A replica (of peer 1) holding the design a fixture describes, as its first undo step.
///
/// # Panics
/// When the fixture cannot be read or breaks an invariant.
pub fn replica(fixture: &str) -> Replica {
    let mut replica = Replica::new(PeerId::from_bits(1));
    let committed = replica.commit(&transaction(fixture));
    committed.unwrap_or_else(|refusal| panic!("the fixture is refused: {refusal}"));
    replica
}

/// The transaction that makes the design of a fixture in an empty document.
///
/// # Panics
/// When the fixture cannot be read.
pub fn transaction(fixture: &str) -> Transaction {
    let mut reader = Reader::default();
    for (index, line) in fixture.lines().enumerate() {
        reader.line = index + 1;
        if let Err(problem) = reader.read_line(line) {
            panic!("fixture line {}: {problem}\n{line}", index + 1);
        }
    }
    for (name, (line, declared)) in &reader.mentioned {
        assert!(declared, "fixture line {line}: {name} is used but never declared");
    }
    reader.transaction
}

#[derive(Default)]
struct Reader {
    transaction: Transaction,
    line: usize,
    /// Every id met: where first, and whether it was declared.
    mentioned: BTreeMap<RecordId, (usize, bool)>,
}

type Read<T> = Result<T, String>;
type Words<'a> = std::iter::Peekable<std::slice::Iter<'a, Token>>;

impl Reader {
    fn read_line(&mut self, line: &str) -> Read<()> {
        let words = tokens(line)?;
        let mut rest = words.iter().peekable();
        match &words[..] {
            [] => Ok(()),
            [Token::Word(word), Token::Quoted(title)] if word == "title" => {
                self.transaction.set(RecordId::DESIGN, Property::Title, title.as_str());
                Ok(())
            }
            [Token::Word(word), Token::Word(name), ..] => self.read_keyword(word, name, &mut rest),
            _ => self.read_chain(&mut rest),
        }
    }

    fn read_keyword(&mut self, word: &str, name: &str, rest: &mut Words) -> Read<()> {
        rest.nth(1);
        let id = self.declare(name)?;
        if BoundaryKind::from_id(word).is_some() {
            self.transaction.create(id, RecordType::Boundary).set(id, Property::BoundaryKind, word);
            self.read_details(id, Property::Name, rest)?;
            return self.read_members(id, rest);
        }
        let named = RecordType::ALL.into_iter().find(|record_type| record_type.id() == word);
        let (record_type, text) = match named {
            Some(found @ (RecordType::Note | RecordType::Text)) => (found, Property::Content),
            Some(found @ (RecordType::Endpoint | RecordType::Entity | RecordType::Rule)) => (found, Property::Name),
            Some(found @ RecordType::Waiver) => (found, Property::Reason),
            Some(found @ RecordType::Override) => (found, Property::RuleId),
            _ => return Err(format!("{word:?} is no kind of boundary or record")),
        };
        self.transaction.create(id, record_type);
        self.read_details(id, text, rest)?;
        rest.next().map_or(Ok(()), |more| Err(format!("unexpected {more:?}")))
    }

    fn read_members(&mut self, boundary: RecordId, rest: &mut Words) -> Read<()> {
        match rest.next() {
            None => return Ok(()),
            Some(Token::Mark("{")) => {}
            Some(other) => return Err(format!("expected {{ instead of {other:?}")),
        }
        loop {
            match rest.next() {
                Some(Token::Word(name)) => {
                    let member = self.mention(name)?;
                    self.transaction.set(member, Property::Parent, boundary);
                }
                Some(Token::Mark("}")) => return Ok(()),
                other => return Err(format!("expected an id or }} instead of {other:?}")),
            }
        }
    }

    fn read_chain(&mut self, rest: &mut Words) -> Read<()> {
        let mut caller = self.read_component(rest)?;
        while let Some(word) = rest.next() {
            if *word != Token::Mark("->") {
                return Err(format!("expected -> instead of {word:?}"));
            }
            let callee = self.read_component(rest)?;
            self.read_connection(caller, callee, rest)?;
            caller = callee;
        }
        Ok(())
    }

    fn read_component(&mut self, rest: &mut Words) -> Read<RecordId> {
        let Some(Token::Word(word)) = rest.next() else { return Err("expected a component".to_owned()) };
        let id = match word.split_once(':') {
            None => self.mention(word)?,
            Some((name, kind)) => {
                ComponentKind::from_id(kind).ok_or_else(|| format!("{kind:?} is no kind of component"))?;
                let id = self.declare(name)?;
                self.transaction.create(id, RecordType::Component).set(id, Property::Kind, kind);
                id
            }
        };
        self.read_details(id, Property::Name, rest)?;
        Ok(id)
    }

    fn read_connection(&mut self, from: RecordId, to: RecordId, rest: &mut Words) -> Read<()> {
        let mut pairs = Vec::new();
        if rest.next_if(|word| **word == Token::Mark("[")).is_some() {
            loop {
                match rest.next() {
                    Some(Token::Pair(key, value)) => pairs.push((key.as_str(), value.as_str())),
                    Some(Token::Mark("]")) => break,
                    other => return Err(format!("expected key=value or ] instead of {other:?}")),
                }
            }
        }
        let id = match pairs.iter().position(|(key, _)| *key == "id") {
            Some(index) => self.declare(pairs.remove(index).1)?,
            None => self.declare(&self.free_name(from, to))?,
        };
        self.transaction.create(id, RecordType::Connection).set(id, Property::From, from).set(id, Property::To, to);
        pairs.into_iter().try_for_each(|(key, value)| self.set(id, key, value))
    }

    fn free_name(&self, from: RecordId, to: RecordId) -> String {
        let taken = |name: &String| RecordId::parse(name).is_ok_and(|id| self.mentioned.contains_key(&id));
        let mut name = format!("{from}-{to}");
        let mut next = 2;
        while taken(&name) {
            name = format!("{from}-{to}-{next}");
            next += 1;
        }
        name
    }

    fn read_details(&mut self, id: RecordId, text: Property, rest: &mut Words) -> Read<()> {
        while let Some(word) = rest.next_if(|word| matches!(word, Token::Quoted(_) | Token::Pair(..))) {
            match word {
                Token::Pair(key, value) => self.set(id, key, value)?,
                Token::Quoted(value) => drop(self.transaction.set(id, text, value.as_str())),
                Token::Mark(_) | Token::Word(_) => {}
            }
        }
        Ok(())
    }

    fn set(&mut self, id: RecordId, key: &str, text: &str) -> Read<()> {
        let property = Property::from_id(key).ok_or_else(|| format!("{key:?} is no property"))?;
        let value = read_value(property, text).ok_or_else(|| format!("{text:?} is no value of {key}"))?;
        self.transaction.set(id, property, value);
        Ok(())
    }

    fn mention(&mut self, name: &str) -> Read<RecordId> {
        let id = RecordId::parse(name).map_err(|error| format!("{name:?}: {error}"))?;
        self.mentioned.entry(id).or_insert((self.line, false));
        Ok(id)
    }

    fn declare(&mut self, name: &str) -> Read<RecordId> {
        let id = self.mention(name)?;
        match self.mentioned.insert(id, (self.line, true)) {
            Some((line, true)) => Err(format!("{name} is declared twice, first on line {line}")),
            _ => Ok(id),
        }
    }
}

fn read_value(property: Property, text: &str) -> Option<Value> {
    let pair = |mark: char| -> Option<(f64, f64)> {
        let (first, second) = text.split_once(mark)?;
        Some((first.parse().ok()?, second.parse().ok()?))
    };
    match property.spec().value {
        ValueType::Text(_) | ValueType::Choice(_) | ValueType::Kind | ValueType::Order => Some(Value::text(text)),
        ValueType::Number(_) => text.parse().ok().map(Value::Number),
        ValueType::Flag => text.parse().ok().map(Value::Flag),
        ValueType::Reference(_) => RecordId::parse(text).ok().map(Value::Reference),
        ValueType::References(_) => {
            let ids: Result<Vec<RecordId>, _> = text.split(',').map(RecordId::parse).collect();
            ids.ok().map(Value::from)
        }
        ValueType::Point => pair(',').map(|(x, y)| Value::Point(Point::new(x, y))),
        ValueType::Size => pair('x').map(|(width, height)| Value::Size(Size::new(width, height))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_notation_is_read() {
        let design = design(
            r#"
            title "Shop"                       # a comment
            lb:load-balancer position=100,-20.5
            lb -> api:service "The API" instances=3 -> db:relational-database
            lb -> api [weight=weighted]
            api -> db [id=writes pool="a b" circuit_breaker=true]
            network vpc "Inner" size=400x300 { api db }
            note n1 "Remember the backup"
            "#,
        );
        assert_eq!(design.title(), "Shop");
        assert_eq!(design.get(id("lb")).unwrap().position(), Point::new(100.0, -20.5));
        assert_eq!(design.get(id("api")).unwrap().name(), "The API");
        assert_eq!(design.get(id("lb-api-2")).unwrap().ends(), Some((id("lb"), id("api"))));
        assert_eq!(design.get(id("writes")).unwrap().text(Property::Pool), Some("a b"));
        assert_eq!(design.get(id("vpc")).unwrap().size(), Size::new(400.0, 300.0));
        assert_eq!(design.children(id("vpc")).collect::<Vec<_>>(), [id("api"), id("db")]);
        assert_eq!(design.get(id("n1")).unwrap().name(), "Remember the backup");
    }

    #[test]
    #[should_panic(expected = "fixture line 2: \"sevice\" is no kind of component")]
    fn a_bad_line_is_named() {
        design("a:service\nb:sevice");
    }

    #[test]
    #[should_panic(expected = "line 1: b is used but never declared")]
    fn an_undeclared_component_is_named() {
        design("a:service -> b");
    }
}
