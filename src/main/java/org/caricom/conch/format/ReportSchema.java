package org.caricom.conch.format;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import org.caricom.conch.json.Flaw;
import org.caricom.conch.json.Json;

/// A JSON Schema of ours, such as that of the native report, `schemas/report.schema.json`, as a check that
/// answers in sentences.
final class ReportSchema {
    private static final ReportSchema SHIPPED = new ReportSchema("report");

    private final Schema schema;

    private ReportSchema(String name) {
        String resource = "/schemas/" + name + ".schema.json";
        try (InputStream in = ReportSchema.class.getResourceAsStream(resource)) {
            JsonNode source = Json.own(Objects.requireNonNull(in, resource).readAllBytes());
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(source);
            schema.initializeValidators();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// `schemas/NAME.schema.json`.
    static ReportSchema named(String name) {
        return new ReportSchema(name);
    }

    /// The one schema of the native report that this version of Conch was built with.
    static ReportSchema shipped() {
        return SHIPPED;
    }

    /// Everything about a document that the schema does not allow, in the order of the document's pointers.
    List<Flaw> check(JsonNode document) {
        List<Error> errors = schema.validate(document);
        return errors.isEmpty() ? List.of() : SchemaSentences.of(errors, schema.getSchemaNode(), document);
    }
}
