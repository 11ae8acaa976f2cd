package org.caricom.conch.taxii;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.caricom.conch.http.Answer;
import org.jspecify.annotations.Nullable;

/// One page of a list, ready to go out.
///
/// @param member what the array is called in the answer
/// @param next   the token for the page after it; null on the last one
record TaxiiPage(
        String member, PageCache.Kept page, @Nullable String next) {
    boolean isEmpty() {
        return page.count() == 0;
    }

    /// As an answer; an empty one is an empty object (TAXII 2.1 §3.7).
    Answer answer() {
        if (page.first() == null || page.last() == null) {
            return Answer.bytes(TaxiiJson.TYPE, "{}".getBytes(StandardCharsets.UTF_8));
        }
        String start = next == null ? "{\"more\":false," : "{\"more\":true,\"next\":\"" + next + "\",";
        byte[] head = (start + "\"" + member + "\":").getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(head, head.length + page.array().length + 1);
        System.arraycopy(page.array(), 0, whole, head.length, page.array().length);
        whole[whole.length - 1] = '}';
        return Answer.bytes(TaxiiJson.TYPE, whole)
                .header("X-TAXII-Date-Added-First", TaxiiJson.time(page.first()))
                .header("X-TAXII-Date-Added-Last", TaxiiJson.time(page.last()));
    }
}
