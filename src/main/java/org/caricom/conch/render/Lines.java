package org.caricom.conch.render;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/// Writes text in lines ended by a line feed, UTF-8.
final class Lines implements AutoCloseable {
    private final Writer out;
    private int leftOut;

    Lines(OutputStream out) {
        this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /// Whether a text stays one line for every reader: no control character, no separator of lines or paragraphs, none
    /// that turns the direction of writing around, no half of a surrogate pair.
    static boolean isPlain(String text) {
        return text.codePoints().allMatch(letter -> switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        });
    }

    void line(String text) {
        try {
            out.write(text);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Counts a value that could not be written.
    void leaveOut() {
        leftOut++;
    }

    /// Says how many values were left out, if any were.
    void lineAboutLeftOut(String comment) {
        if (leftOut > 0) {
            line(comment + " " + leftOut + " values cannot be written in this form; the CSV feed has them");
        }
    }

    @Override
    public void close() {
        try {
            out.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
