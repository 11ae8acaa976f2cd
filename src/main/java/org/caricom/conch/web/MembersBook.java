package org.caricom.conch.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.caricom.conch.access.MemberInfo;
import org.caricom.conch.access.Members;
import org.caricom.conch.domain.MemberCode;

/// Names and zones of members, read anew once a minute: they are on every page and hardly ever change.
final class MembersBook implements MemberBook {
    private static final Duration FRESH = Duration.ofMinutes(1);
    private static final ZoneId SEAT = ZoneId.of("America/Port_of_Spain");

    private final Members members;
    private final Clock clock;
    private volatile Held held = new Held(Instant.MIN, Map.of());

    MembersBook(Members members, Clock clock) {
        this.members = members;
        this.clock = clock;
    }

    private record Held(Instant readAt, Map<MemberCode, MemberInfo> byCode) {}

    @Override
    public String name(MemberCode code) {
        MemberInfo member = all().get(code);
        return member == null ? code.value() : member.name();
    }

    @Override
    public ZoneId zone(MemberCode code) {
        MemberInfo member = all().get(code);
        return member == null ? SEAT : member.zone();
    }

    @Override
    public List<MemberCode> codes() {
        return List.copyOf(all().keySet());
    }

    private Map<MemberCode, MemberInfo> all() {
        Held now = held;
        Instant time = clock.instant();
        if (now.readAt().isBefore(time.minus(FRESH))) {
            Map<MemberCode, MemberInfo> byCode = new TreeMap<>();
            members.list().forEach(member -> byCode.put(member.code(), member));
            now = new Held(time, byCode);
            held = now;
        }
        return now.byCode();
    }
}
