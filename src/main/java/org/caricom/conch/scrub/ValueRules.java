package org.caricom.conch.scrub;

import inet.ipaddr.IPAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.caricom.conch.domain.Observable;
import org.caricom.conch.domain.ReportedIndicator;
import org.jspecify.annotations.Nullable;

/// Decides for one value of a report whether it may leave, and in which form: the first look.
final class ValueRules {
    private static final Pattern HEXADECIMAL = Pattern.compile("[0-9a-f]{32,128}");
    private static final Pattern HOST = Pattern.compile("(?!-)[a-z0-9_-]{1,63}(\\.(?!-)[\\p{L}\\p{N}_-]{1,63})+");
    private static final Pattern EMAIL = Pattern.compile("[a-z0-9._%+'=-]{1,64}@([a-z0-9.-]{3,253})");
    private static final Pattern FILE_NAME = Pattern.compile("[\\p{L}\\p{N}._ ()+-]{1,120}");
    private static final Pattern INTERNAL = Pattern.compile(
            "(.*\\.)?(local|localhost|localdomain|internal|intranet|lan|home|corp|private|arpa|test|invalid)");
    private static final Pattern SECURITY_ID = Pattern.compile("(?i).*\\bs-1-[0-9-]+.*");
    private static final Pattern USER_FOLDER = Pattern.compile(
            "(?i).*([\\\\/](users|home|documents and settings|profiles|utilisateurs)[\\\\/]|%userprofile%).*");
    private static final Pattern HARMLESS_QUERY =
            Pattern.compile("[a-z0-9_.-]{1,16}(=[a-z0-9_.-]{0,12})?(&[a-z0-9_.-]{1,16}(=[a-z0-9_.-]{0,12})?){0,5}");
    private static final Pattern ADDRESS_IN_LINK = Pattern.compile("(?i).*(@|%40).*");

    private static final Pattern MAILBOX =
            Pattern.compile("(?i)[a-z0-9._%+-]{2,}@[a-z0-9-]{2,}(\\.[a-z0-9-]{2,}){0,16}\\.[a-z]{2,}");

    private final Policy policy;
    private final List<IPAddress> victimNetworks;
    private final List<Needle> names;

    /// @param victimNetworks addresses of the victims
    /// @param names          every name that must not be in a value
    ValueRules(Policy policy, List<IPAddress> victimNetworks, List<Needle> names) {
        this.policy = policy;
        this.victimNetworks = List.copyOf(victimNetworks);
        this.names = names.stream()
                .filter(name -> name.whose() != Finding.Whose.SOURCE_ID)
                .toList();
    }

    /// What may leave of this value.
    ///
    /// @param known whether a warning list knows it
    Look look(ReportedIndicator indicator, boolean known) {
        Observable observable = indicator.observable();
        Policy.Value kind = policy.values().get(observable.type());
        switch (indicator.role()) {
            case VICTIM -> {
                return new Look.Dropped(Reason.VICTIM);
            }
            case UNKNOWN -> {
                return new Look.Dropped(Reason.NOT_THE_ATTACKERS);
            }
            case ATTACKER -> {}
        }
        if (!indicator.detects()) {
            return new Look.Dropped(Reason.CONTEXT_ONLY);
        }
        if (kind == null) {
            return new Look.Dropped(Reason.NOT_IN_POLICY);
        }
        if (known) {
            return new Look.Dropped(Reason.WARNING_LIST);
        }
        Look look = byRule(kind.rule(), observable.value());
        return switch (look) {
            case Look.Kept(String value) -> names(value, look);
            case Look.Changed(String value, Reason _) -> names(value, look);
            case Look.Dropped _ -> look;
        };
    }

    private Look byRule(Policy.Rule rule, String value) {
        return switch (rule) {
            case ADDRESS -> address(value);
            case HOST -> host(value);
            case URL -> url(value);
            case EMAIL -> email(value);
            case HEXADECIMAL -> keptWhen(HEXADECIMAL.matcher(value).matches() || value.length() == 40, value);
            case FILE_NAME -> fileName(value);
            case REGISTRY_KEY -> registryKey(value);
            case PLAIN -> plain(value);
        };
    }

    private Look address(String value) {
        IPAddress address = Networks.parse(value);
        if (address == null) {
            return new Look.Dropped(Reason.UNREADABLE);
        }
        if (Networks.liesIn(address, victimNetworks)) {
            return new Look.Dropped(Reason.VICTIM);
        }
        if (Networks.isReserved(address)) {
            return new Look.Dropped(Reason.INTERNAL_ADDRESS);
        }
        return Networks.isTooWide(address) ? new Look.Dropped(Reason.TOO_WIDE) : new Look.Kept(value);
    }

    private Look host(String value) {
        String host = value.toLowerCase(Locale.ROOT);
        if (INTERNAL.matcher(host).matches() || host.indexOf('.') < 0) {
            return new Look.Dropped(Reason.INTERNAL_HOST);
        }
        return keptWhen(HOST.matcher(host).matches(), value);
    }

    private Look url(String value) {
        URI uri;
        try {
            uri = new URI(value);
        } catch (URISyntaxException _) {
            return new Look.Dropped(Reason.UNREADABLE);
        }
        String host = uri.getHost();
        if (uri.getScheme() == null || host == null) {
            return new Look.Dropped(Reason.UNREADABLE);
        }
        boolean numeric = Networks.parse(bare(host)) != null;
        if ((numeric ? address(bare(host)) : host(host)) instanceof Look.Dropped dropped) {
            return dropped;
        }
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (ADDRESS_IN_LINK.matcher(path).matches()
                || Decoding.everyWay(path).stream()
                        .anyMatch(text -> MAILBOX.matcher(text).find())) {
            return new Look.Dropped(Reason.PERSONAL_ADDRESS);
        }
        String query = uri.getRawQuery();
        boolean harmless = query != null && HARMLESS_QUERY.matcher(query).matches();
        String rebuilt = uri.getScheme().toLowerCase(Locale.ROOT) + "://" + host.toLowerCase(Locale.ROOT)
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + path + (harmless ? "?" + query : "");
        return rebuilt.equals(value) ? new Look.Kept(value) : new Look.Changed(rebuilt, Reason.LINK_DETAILS);
    }

    private Look email(String value) {
        var matcher = EMAIL.matcher(value.toLowerCase(Locale.ROOT));
        if (!matcher.matches()) {
            return new Look.Dropped(Reason.UNREADABLE);
        }
        return host(matcher.group(1)) instanceof Look.Dropped dropped ? dropped : new Look.Kept(value);
    }

    private static Look fileName(String value) {
        String name = value.substring(Math.max(value.lastIndexOf('\\'), value.lastIndexOf('/')) + 1);
        if (!FILE_NAME.matcher(name).matches()) {
            return new Look.Dropped(Reason.UNREADABLE);
        }
        if (name.equals(value)) {
            return new Look.Kept(value);
        }
        return new Look.Changed(name, USER_FOLDER.matcher(value).matches() ? Reason.USER_NAME : Reason.PATH);
    }

    private static Look registryKey(String value) {
        if (SECURITY_ID.matcher(value).matches() || USER_FOLDER.matcher(value).matches()) {
            return new Look.Dropped(Reason.USER_NAME);
        }
        return plain(value);
    }

    private static Look plain(String value) {
        if (value.length() > 512 || value.codePoints().anyMatch(Character::isISOControl)) {
            return new Look.Dropped(Reason.UNREADABLE);
        }
        return USER_FOLDER.matcher(value).matches() ? new Look.Dropped(Reason.USER_NAME) : new Look.Kept(value);
    }

    private Look names(String value, Look otherwise) {
        Finding.@Nullable Whose whose = whoIsNamed(value);
        if (whose == null) {
            return otherwise;
        }
        return new Look.Dropped(
                switch (whose) {
                    case VICTIM -> Reason.NAMES_THE_VICTIM;
                    case MEMBER -> Reason.MEMBER;
                    case PERSON -> Reason.PERSON;
                    case FREE_TEXT, SOURCE_ID, MALWARE_NAME -> Reason.FREE_TEXT;
                });
    }

    private Finding.@Nullable Whose whoIsNamed(String value) {
        Haystack haystack = Haystack.of(value);
        for (Needle needle : names) {
            // Short codes turn up by chance; whether they tell something is for a person to say, at the second look.
            if (needle.countsAsPart() && haystack.find(needle) == Finding.How.WRITTEN) {
                return needle.whose();
            }
        }
        return null;
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static Look keptWhen(boolean allowed, String value) {
        return allowed ? new Look.Kept(value) : new Look.Dropped(Reason.UNREADABLE);
    }
}
