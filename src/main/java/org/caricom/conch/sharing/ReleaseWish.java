package org.caricom.conch.sharing;

import java.util.List;
import org.caricom.conch.domain.Sha256;
import org.caricom.conch.domain.Tlp;
import org.caricom.conch.scrub.Answer;
import org.jspecify.annotations.Nullable;

/// What a coordinator wants released.
///
/// @param tlp           the marking chosen
/// @param previewDigest of the preview that was looked at
/// @param answers       what was decided about each finding
/// @param reason        why, in words; null when not told
public record ReleaseWish(
        Tlp tlp,
        Sha256 previewDigest,
        List<Answer> answers,
        @Nullable String reason) {
    public ReleaseWish {
        answers = List.copyOf(answers);
    }
}
