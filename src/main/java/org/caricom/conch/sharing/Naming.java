package org.caricom.conch.sharing;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.caricom.conch.access.MemberInfo;
import org.caricom.conch.access.Members;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.scrub.MemberNames;

/// Tells every name by which a member could be recognised.
@FunctionalInterface
public interface Naming {
    MemberNames of(MemberCode member);

    /// The names that the register of members knows.
    static Naming by(Members members) {
        return code -> {
            MemberInfo member = members.find(code);
            if (member == null) {
                return new MemberNames(code, List.of());
            }
            List<String> names = Stream.of(
                            Stream.of(member.name()),
                            Stream.ofNullable(member.alpha3()),
                            member.aliases().stream(),
                            Stream.ofNullable(member.cert().name()))
                    .flatMap(name -> name)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
            return new MemberNames(code, names);
        };
    }
}
