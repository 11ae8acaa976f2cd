package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;

/// An XML document as a tree of JSON, so that one reader does for a format that is written in both.
///
/// Elements of the root's namespace go by their local names and are always in lists; those of others by their
/// namespace in braces and the local name. Attributes are members beside them, text beside either is `value`, and
/// an element that has nothing but text is that text. A JSON Pointer into the tree therefore reads
/// `/Incident/0/EventData/1/…`: names of elements, counted from zero among those of the same name.
///
/// @param namespace of the root; empty when it has none
/// @param name      local name of the root
/// @param content   what the root holds
record XmlDocument(String namespace, String name, JsonNode content) {}
