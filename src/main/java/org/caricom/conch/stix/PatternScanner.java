package org.caricom.conch.stix;

/// The characters of a pattern as the words of its grammar, STIX 2.1 §9.3.
final class PatternScanner {
    private static final int LONGEST_NUMBER = 64;

    private final String text;
    private int at;

    PatternScanner(String text) {
        this.text = text;
    }

    /// The pattern is none.
    static final class Flaw extends Exception {
        private static final long serialVersionUID = 1;

        private final int position;

        Flaw(int position, String message) {
            super(message, null, false, false);
            this.position = position;
        }

        int position() {
            return position;
        }
    }

    Flaw flaw(String message) {
        return new Flaw(position(), message);
    }

    Flaw flawAt(int position, String message) {
        return new Flaw(position, message);
    }

    /// Where the next word begins.
    int position() {
        blank();
        return at;
    }

    boolean atEnd() {
        blank();
        return at == text.length();
    }

    private char peek() {
        return peek(at);
    }

    private char peek(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    /// Blanks, and the comments that the grammar of OASIS lets through. An unfinished comment is none.
    private void blank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                at++;
            } else if (c == '/' && peek(at + 1) == '/') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end + 1;
            } else if (c == '/' && peek(at + 1) == '*' && text.indexOf("*/", at + 2) >= 0) {
                at = text.indexOf("*/", at + 2) + 2;
            } else {
                return;
            }
        }
    }

    /// Takes the symbol if it comes next.
    boolean symbol(String symbol) {
        blank();
        if (!text.startsWith(symbol, at)) {
            return false;
        }
        at += symbol.length();
        return true;
    }

    void expect(String symbol, String message) throws Flaw {
        if (!symbol(symbol)) {
            throw flaw(atEnd() ? message + ", but the pattern ends" : message);
        }
    }

    /// Takes the word if it comes next, and no longer one.
    boolean keyword(String word) {
        blank();
        int end = at + word.length();
        if (!text.startsWith(word, at) || isWord(peek(end))) {
            return false;
        }
        at = end;
        return true;
    }

    void expectKeyword(String word) throws Flaw {
        if (!keyword(word)) {
            throw flaw(word + " is expected, in capitals");
        }
    }

    /// Takes the character if it comes next without a blank.
    boolean next(char c) {
        if (peek() != c || at == text.length()) {
            return false;
        }
        at++;
        return true;
    }

    /// Whether a quoted constant comes next: `'…'` for a quote, else with the letter before it. Stands at the
    /// quote.
    boolean constant(char letter) {
        blank();
        if (letter == '\'') {
            return peek() == '\'';
        }
        if (peek() != letter || peek(at + 1) != '\'') {
            return false;
        }
        at++;
        return true;
    }

    /// What stands in single quotes, in which a backslash escapes a backslash or a quote and nothing else.
    String quoted() throws Flaw {
        var value = new StringBuilder();
        int start = at;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\'') {
                at = i + 1;
                return value.toString();
            }
            if (c == '\\') {
                i++;
                c = peek(i);
                if (i == text.length() || (c != '\\' && c != '\'')) {
                    throw new Flaw(i - 1, "a backslash in a string stands before a backslash or a single quote");
                }
            }
            value.append(c);
        }
        throw new Flaw(start, "this string does not end; it ends with a single quote");
    }

    /// A number as written, without a plus sign.
    String number(String message) throws Flaw {
        blank();
        int start = at;
        int i = at;
        if (peek(i) == '+' || peek(i) == '-') {
            i++;
        }
        int digits = i;
        while (Syntax.isDigit(peek(i))) {
            i++;
        }
        int whole = i - digits;
        boolean decimal = peek(i) == '.' && Syntax.isDigit(peek(i + 1));
        if (decimal) {
            i++;
            while (Syntax.isDigit(peek(i))) {
                i++;
            }
        }
        if (whole == 0 && !decimal) {
            throw flaw(peek() == '"' ? message + "; not in double quotes" : message);
        }
        if (isWord(peek(i)) || peek(i) == '.' || (whole > 1 && text.charAt(digits) == '0')) {
            throw flaw("a number is written like 5, -5 or 5.25");
        }
        if (i - start > LONGEST_NUMBER) {
            throw flaw("a number has at most " + LONGEST_NUMBER + " characters");
        }
        at = i;
        return text.substring(peek(start) == '+' ? start + 1 : start, i);
    }

    /// The type of object at the beginning of a path, and the colon.
    String objectType() throws Flaw {
        blank();
        int start = at;
        int i = at;
        while (isWord(peek(i)) || peek(i) == '-') {
            i++;
        }
        if (i == start || Syntax.isDigit(text.charAt(start)) || peek(i) != ':') {
            throw flaw("a path is expected, written like file:name, or an opening parenthesis");
        }
        at = i + 1;
        return text.substring(start, i);
    }

    /// The name of a property, in quotes or without.
    String stepName() throws Flaw {
        if (peek() == '\'') {
            int start = at;
            String name = quoted();
            if (name.isEmpty()) {
                throw flawAt(start, "a property's name is not empty");
            }
            return name;
        }
        int start = at;
        while (isWord(peek())) {
            at++;
        }
        if (at == start || Syntax.isDigit(text.charAt(start))) {
            at = start;
            throw flaw("a property's name is expected; one with other than letters, digits and underscores stands in"
                    + " single quotes");
        }
        return text.substring(start, at);
    }

    /// A number of up to nine digits.
    int index() throws Flaw {
        int start = at;
        while (Syntax.isDigit(peek()) && at - start < 9) {
            at++;
        }
        if (at == start) {
            throw flaw("a list's index is a whole number from zero, or *");
        }
        return Integer.parseInt(text.substring(start, at));
    }

    static boolean isWord(char c) {
        return c == '_' || Syntax.isAlphanumeric(c);
    }

    /// Whether a name needs no quotes.
    static boolean isIdentifier(String name) {
        if (name.isEmpty() || Syntax.isDigit(name.charAt(0))) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (!isWord(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
