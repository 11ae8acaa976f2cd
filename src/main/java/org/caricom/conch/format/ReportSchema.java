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

/// The JSON Schema of the native report, `schemas/report.schema.json`, as a check that answers in
/// sentences.
final class ReportSchema {
    private static final String RESOURCE = "/schemas/report.schema.json";

    private static final ReportSchema SHIPPED = new ReportSchema();

    private final Schema schema;

    private ReportSchema() {
        try (InputStream in = ReportSchema.class.getResourceAsStream(RESOURCE)) {
            JsonNode source = Json.own(Objects.requireNonNull(in, RESOURCE).readAllBytes());
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(source);
            schema.initializeValidators();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The one schema that this version of Conch was built with.
    static ReportSchema shipped() {
        return SHIPPED;
    }

    /// Everything about a document that the schema does not allow, in the order of the document's pointers.
    List<Flaw> check(JsonNode document) {
        List<Error> errors = schema.validate(document);
        return errors.isEmpty() ? List.of() : SchemaSentences.of(errors, schema.getSchemaNode(), document);
    }
}
