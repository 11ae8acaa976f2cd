package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import javax.xml.XMLConstants;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.caricom.conch.format.XmlException.Reason;
import org.caricom.conch.json.Json;
import org.jspecify.annotations.Nullable;

/// Reads one XML text into a tree, refusing all that lets a document reach beyond itself or mean two things.
///
/// No document type at all, and so no entity, internal or external; no processing instruction; no inclusion; nothing
/// is ever fetched, whatever `xsi:schemaLocation` says. The bytes are decoded before the parser sees them, strictly
/// and as UTF-8 only: a parser that guesses at encodings can be made to guess wrong. The limits are checked while
/// the text streams by.
final class StrictXml {
    private static final String INCLUDE = "http://www.w3.org/2001/XInclude";

    private final XMLStreamReader parser;
    private final FormatLimits limits;
    private final Deque<Frame> open = new ArrayDeque<>();
    private int elements;
    private @Nullable XmlDocument document;
    private String namespace = "";

    /// An element whose end has not come yet.
    private static final class Frame {
        private final String name;
        private final Way way;
        private final ObjectNode members = Json.object();
        private final StringBuilder text = new StringBuilder();
        private final Map<String, Integer> children = new HashMap<>();
        private boolean commented;
        private boolean says;

        Frame(String name, Way way) {
            this.name = name;
            this.way = way;
        }

        /// The way to the next child of a name.
        Way next(String child) {
            int index = children.merge(child, 1, Integer::sum) - 1;
            return way.member(child).element(index);
        }

        JsonNode content() {
            if (members.isEmpty()) {
                return TextNode.valueOf(text.toString());
            }
            if (says) {
                JsonNode attribute = members.get("value");
                if (attribute != null) {
                    // An attribute of this name stands beside the text; both are kept.
                    members.set("@value", attribute);
                }
                members.put("value", text.toString());
            }
            return members;
        }
    }

    private StrictXml(XMLStreamReader parser, FormatLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /// @param utf8 without byte order mark
    /// @throws XmlException when the bytes are anything else than one XML 1.0 text within `limits`
    static XmlDocument read(byte[] utf8, FormatLimits limits) throws XmlException {
        String text = decode(utf8);
        StrictXml reader = null;
        try {
            XMLStreamReader parser = factory(limits).createXMLStreamReader(new StringReader(text));
            reader = new StrictXml(parser, limits);
            return reader.document();
        } catch (XMLStreamException e) {
            throw told(e, reader == null ? "" : reader.pointer());
        }
    }

    private static String decode(byte[] utf8) throws XmlException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
        } catch (CharacterCodingException _) {
            throw new XmlException(Reason.ENCODING, "", "The text is not UTF-8.");
        }
    }

    /// The JDK's own parser, whatever else is on the class path; a new one each time, since it promises nothing about
    /// threads. Its own limits stand in where it gathers something before we can count.
    private static XMLInputFactory factory(FormatLimits limits) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_NAMESPACE_AWARE, true);
        factory.setProperty(XMLInputFactory.IS_VALIDATING, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
        factory.setProperty("jdk.xml.maxElementDepth", String.valueOf(limits.of(FormatLimit.DEPTH) + 1));
        factory.setProperty("jdk.xml.elementAttributeLimit", String.valueOf(limits.of(FormatLimit.ATTRIBUTES)));
        factory.setProperty("jdk.xml.maxXMLNameLimit", String.valueOf(limits.of(FormatLimit.NAME)));
        factory.setXMLResolver((_, _, _, _) -> {
            throw new XMLStreamException("nothing is fetched");
        });
        return factory;
    }

    private static XmlException told(XMLStreamException e, String pointer) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("JAXP0001")) {
            return new XmlException(
                    Reason.LIMIT, pointer, "The document has longer names, more attributes or more depth than can be.");
        }
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNumber() + ", column "
                        + e.getLocation().getColumnNumber();
        return new XmlException(Reason.SYNTAX, pointer, "This is not well-formed XML" + place + ".");
    }

    private XmlDocument document() throws XMLStreamException, XmlException {
        declaration();
        while (parser.hasNext()) {
            switch (parser.next()) {
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> text();
                case XMLStreamConstants.COMMENT -> comment();
                case XMLStreamConstants.DTD ->
                    throw refuse(Reason.DOCTYPE, "A document type is refused: remove <!DOCTYPE …>.");
                case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw refuse(Reason.ENTITY, "Only the entities that XML itself has can be used.");
                case XMLStreamConstants.PROCESSING_INSTRUCTION ->
                    throw refuse(Reason.INSTRUCTION, "Processing instructions are refused: remove <?…?>.");
                default -> {
                    // the end of the document
                }
            }
        }
        if (document == null) {
            throw refuse(Reason.SYNTAX, "There is no element in it.");
        }
        return document;
    }

    private void declaration() throws XmlException {
        String encoding = parser.getCharacterEncodingScheme();
        if (encoding != null && !encoding.equalsIgnoreCase("UTF-8") && !encoding.equalsIgnoreCase("US-ASCII")) {
            throw refuse(
                    Reason.ENCODING,
                    "The document says that it is no UTF-8. Write it in UTF-8, and say so or nothing.");
        }
        String version = parser.getVersion();
        if (version != null && !version.equals("1.0")) {
            throw refuse(Reason.VERSION, "This must be XML 1.0.");
        }
    }

    private void start() throws XmlException {
        if (++elements > limits.of(FormatLimit.ELEMENTS)) {
            throw refuse(
                    Reason.LIMIT, "The document holds more than " + limits.of(FormatLimit.ELEMENTS) + " elements.");
        }
        if (open.size() >= limits.of(FormatLimit.DEPTH)) {
            throw refuse(Reason.LIMIT, "Elements are more than " + limits.of(FormatLimit.DEPTH) + " deep.");
        }
        if (parser.getAttributeCount() + parser.getNamespaceCount() > limits.of(FormatLimit.ATTRIBUTES)) {
            throw refuse(
                    Reason.LIMIT, "An element has more than " + limits.of(FormatLimit.ATTRIBUTES) + " attributes.");
        }
        String uri = parser.getNamespaceURI() == null ? "" : parser.getNamespaceURI();
        if (uri.equals(INCLUDE)) {
            throw refuse(Reason.INCLUSION, "Inclusions are refused: write out what belongs here.");
        }
        Frame parent = open.peek();
        if (parent == null) {
            namespace = uri;
            open.push(new Frame(parser.getLocalName(), Way.DOCUMENT));
        } else {
            String name = name(uri, parser.getLocalName());
            open.push(new Frame(name, parent.next(name)));
        }
        attributes(open.element());
    }

    private void attributes(Frame frame) throws XmlException {
        for (int i = 0; i < parser.getAttributeCount(); i++) {
            String uri = parser.getAttributeNamespace(i) == null ? "" : parser.getAttributeNamespace(i);
            String local = parser.getAttributeLocalName(i);
            String name = uri.isEmpty() || uri.equals(XMLConstants.XML_NS_URI) ? local : "{" + uri + "}" + local;
            JsonNode before = frame.members.get(name);
            if (before != null) {
                // `lang` and `xml:lang` on one element: both are kept.
                frame.members.set("xml:" + name, before);
            }
            frame.members.put(name, limited(parser.getAttributeValue(i)));
        }
    }

    private String name(String uri, String local) {
        return uri.equals(namespace) ? local : "{" + uri + "}" + local;
    }

    private void text() throws XmlException {
        Frame frame = open.peek();
        if (frame == null) {
            return;
        }
        String text = parser.getText();
        boolean says = !text.isBlank();
        if (frame.commented && says && frame.says) {
            throw refuse(Reason.COMMENT, "A comment stands in the middle of a value. Put it before or after.");
        }
        frame.text.append(text);
        frame.says |= says;
        if (frame.text.length() > limits.of(FormatLimit.TEXT)) {
            throw tooLong();
        }
    }

    private void comment() {
        Frame frame = open.peek();
        if (frame != null) {
            frame.commented = true;
        }
    }

    private void end() {
        Frame frame = open.pop();
        Frame parent = open.peek();
        if (parent == null) {
            document = new XmlDocument(namespace, frame.name, frame.content());
            return;
        }
        JsonNode before = parent.members.get(frame.name);
        if (before != null && !before.isArray()) {
            // An attribute has the same name; only in what others put into an extension.
            parent.members.set("@" + frame.name, before);
            parent.members.remove(frame.name);
        }
        parent.members.withArrayProperty(frame.name).add(frame.content());
        if (!parent.says) {
            parent.text.setLength(0);
        }
    }

    private String limited(String text) throws XmlException {
        if (text.length() > limits.of(FormatLimit.TEXT)) {
            throw tooLong();
        }
        return text;
    }

    private XmlException tooLong() {
        return refuse(Reason.LIMIT, "A text is longer than " + limits.of(FormatLimit.TEXT) + " characters.");
    }

    private String pointer() {
        Frame frame = open.peek();
        return frame == null ? "" : frame.way.pointer();
    }

    private XmlException refuse(Reason reason, String message) {
        return new XmlException(reason, pointer(), message);
    }
}
