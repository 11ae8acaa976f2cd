package org.caricom.conch.app;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.caricom.conch.access.SignerTrust;
import org.caricom.conch.db.DatabaseUrl;
import org.caricom.conch.format.FormatLimit;
import org.caricom.conch.format.FormatLimits;
import org.caricom.conch.signature.CertificateTrust.Revocation;
import org.caricom.conch.signature.EnvelopeLimits;
import org.caricom.conch.signature.KeyRefused;
import org.caricom.conch.signature.RevocationData;
import org.caricom.conch.upstream.UpstreamSource;
import org.jspecify.annotations.Nullable;

/// Every setting, checked: CONTRACT.md section 6.
///
/// @param httpHost  the address to listen on
/// @param httpPort  1 to 65535
/// @param publicUrl how callers reach us: scheme, host, port, no slash at the end; also the `aud` of filings
/// @param database  an outside PostgreSQL; null for the embedded one under `dataDir`
/// @param dataDir   where everything is kept that is not in the database
/// @param tls       null where a proxy in front encrypts
/// @param proxies   networks of the proxies in front, whose `Client-Cert` is believed
/// @param log       how log lines look
/// @param limits    how much a payload may ask of its reader: `CONCH_LIMIT_` and the name of a [FormatLimit]
/// @param signerTrust which issuers of members' certificates are believed, and where they tell what they took back
/// @param envelopes how much of an envelope is opened
/// @param falsePositiveVotes how many members must call an indicator harmless for it to be held back from blocking
/// @param upstream  partners' feeds to pull, from the file that CONCH_UPSTREAM names, which holds credentials
public record Config(
        String httpHost,
        int httpPort,
        String publicUrl,
        @Nullable DatabaseUrl database,
        Path dataDir,
        @Nullable Tls tls,
        List<IPAddress> proxies,
        LogFormat log,
        FormatLimits limits,
        EnvelopeLimits envelopes,
        List<UpstreamSource> upstream,
        SignerTrust signerTrust,
        int falsePositiveVotes) {
    /// PEM files. `clientCa` signs the certificates that clients may show; null when none are asked for.
    public record Tls(Path certificate, Path key, @Nullable Path clientCa) {}

    /// `text` for people, `json` for machines.
    public enum LogFormat {
        TEXT,
        JSON
    }

    private static final String PREFIX = "CONCH_";
    private static final Set<String> KNOWN = Set.of(
            "CONCH_CONFIG",
            "CONCH_HTTP_HOST",
            "CONCH_HTTP_PORT",
            "CONCH_PUBLIC_URL",
            "CONCH_DATABASE_URL",
            "CONCH_DATA_DIR",
            "CONCH_TLS_CERT",
            "CONCH_TLS_KEY",
            "CONCH_TLS_CLIENT_CA",
            "CONCH_TRUSTED_PROXY",
            "CONCH_UPSTREAM",
            "CONCH_LIMIT_ENVELOPE",
            "CONCH_LIMIT_HEADER",
            "CONCH_LIMIT_SIGNATURES",
            "CONCH_SIGNER_CA",
            "CONCH_REVOCATION",
            "CONCH_CRL_URLS",
            "CONCH_OCSP_URLS",
            "CONCH_FALSE_POSITIVE_VOTES",
            "CONCH_CLUSTER",
            "CONCH_LOG");

    /// Promised by the contract, not built yet. Ignoring them silently would let an operator believe that they work.
    private static final List<String> NOT_YET = List.of(
            "CONCH_DATABASE_REPLICA_URL",
            "CONCH_OIDC_ISSUER",
            "CONCH_OIDC_CLIENT_ID",
            "CONCH_OIDC_CLIENT_SECRET",
            "CONCH_SMTP_URL",
            "CONCH_MAILBOX_URL");

    private static final Map<String, FormatLimit> LIMITS = Stream.of(FormatLimit.values())
            .collect(Collectors.toUnmodifiableMap(limit -> PREFIX + "LIMIT_" + limit.name(), limit -> limit));

    /// The settings of this process's environment.
    public static Config ofEnvironment() {
        return of(System.getenv());
    }

    /// The settings in `environment`, and in the properties file that its CONCH_CONFIG names; the environment wins.
    ///
    /// @throws ConfigException naming every mistake
    public static Config of(Map<String, String> environment) {
        Map<String, String> values = new TreeMap<>();
        Settings file = new Settings(environment);
        String config = file.text("CONCH_CONFIG");
        if (config != null) {
            values.putAll(properties(Path.of(config)));
        }
        environment.forEach((key, value) -> {
            if (key.startsWith(PREFIX) && !value.isBlank()) {
                values.put(key, value);
            }
        });
        Settings settings = new Settings(values);
        checkKeys(values, settings);
        Config read = read(settings, environment);
        if (!settings.mistakes().isEmpty()) {
            throw new ConfigException("settings: " + String.join("; ", settings.mistakes()));
        }
        return read;
    }

    /// Whether the machine of this address is a proxy of ours. Its word is taken for who connected to it.
    public boolean isTrustedProxy(String address) {
        IPAddress hop = new IPAddressString(address).getAddress();
        return hop != null && proxies.stream().anyMatch(network -> network.contains(hop));
    }

    /// The URL to print for people on this machine.
    public String localUrl() {
        String host = isWildcard(httpHost) ? "127.0.0.1" : httpHost;
        return (tls == null ? "http" : "https") + "://" + bracketed(host) + ":" + httpPort;
    }

    /// The audit log's name in checkpoints: the public URL without the scheme.
    public String logOrigin() {
        return URI.create(publicUrl).getRawAuthority();
    }

    /// Where data lies when nothing is said: a folder of the user's own.
    public static Path usualDataDir(Map<String, String> environment) {
        String data = environment.get("XDG_DATA_HOME");
        return data != null && Path.of(data).isAbsolute()
                ? Path.of(data, "conch")
                : Path.of(System.getProperty("user.home"), ".local", "share", "conch");
    }

    private static Config read(Settings settings, Map<String, String> environment) {
        String host = settings.read("CONCH_HTTP_HOST", "127.0.0.1", Config::host);
        int port = settings.read("CONCH_HTTP_PORT", 8080, Config::port);
        Tls tls = tls(settings);
        String publicUrl = settings.read("CONCH_PUBLIC_URL", null, Config::publicUrl);
        if (publicUrl == null) {
            if (isWildcard(host) && settings.text("CONCH_PUBLIC_URL") == null) {
                settings.mistake("CONCH_PUBLIC_URL is needed when CONCH_HTTP_HOST is " + host
                        + ", since callers sign for that address");
            }
            publicUrl = (tls == null ? "http" : "https") + "://" + bracketed(host) + ":" + port;
        }
        DatabaseUrl database = settings.read("CONCH_DATABASE_URL", null, Config::database);
        Path dataDir = settings.read("CONCH_DATA_DIR", usualDataDir(environment), Path::of);
        List<IPAddress> proxies = settings.read("CONCH_TRUSTED_PROXY", List.of(), Config::networks);
        LogFormat log = settings.read("CONCH_LOG", LogFormat.TEXT, Config::logFormat);
        settings.read("CONCH_CLUSTER", "off", Config::cluster);
        return new Config(
                host,
                port,
                publicUrl,
                database,
                dataDir.toAbsolutePath().normalize(),
                tls,
                proxies,
                log,
                limits(settings),
                envelopes(settings),
                upstream(settings),
                signerTrust(settings),
                settings.read("CONCH_FALSE_POSITIVE_VOTES", 2, Config::votes));
    }

    private static void checkKeys(Map<String, String> values, Settings settings) {
        for (String key : values.keySet()) {
            if (NOT_YET.contains(key)) {
                settings.mistake(key + " is not supported by this version; remove it");
            } else if (!KNOWN.contains(key) && !LIMITS.containsKey(key)) {
                settings.mistake(key + " is no setting of Conch");
            }
        }
    }

    private static Map<String, String> properties(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (IllegalArgumentException e) {
            throw unreadable(file, e);
        }
        Map<String, String> values = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            values.put(key, properties.getProperty(key));
        }
        return values;
    }

    private static ConfigException unreadable(Path file, Exception cause) {
        ConfigException exception = new ConfigException(
                "settings: CONCH_CONFIG names " + file + ", which cannot be read as a properties file");
        exception.initCause(cause);
        return exception;
    }

    private static @Nullable Tls tls(Settings settings) {
        Path certificate = settings.read("CONCH_TLS_CERT", null, Config::file);
        Path key = settings.read("CONCH_TLS_KEY", null, Config::file);
        Path clientCa = settings.read("CONCH_TLS_CLIENT_CA", null, Config::file);
        boolean certificateSet = settings.text("CONCH_TLS_CERT") != null;
        boolean keySet = settings.text("CONCH_TLS_KEY") != null;
        if (certificateSet != keySet) {
            settings.mistake("CONCH_TLS_CERT and CONCH_TLS_KEY belong together");
        } else if (!certificateSet && settings.text("CONCH_TLS_CLIENT_CA") != null) {
            settings.mistake("CONCH_TLS_CLIENT_CA needs CONCH_TLS_CERT and CONCH_TLS_KEY");
        }
        return certificate == null || key == null ? null : new Tls(certificate, key, clientCa);
    }

    private static List<UpstreamSource> upstream(Settings settings) {
        Path file = settings.read("CONCH_UPSTREAM", null, Config::file);
        if (file == null) {
            return List.of();
        }
        List<String> mistakes = new ArrayList<>();
        List<UpstreamSource> sources = List.of();
        try {
            sources = UpstreamSource.read(Files.readAllBytes(file), mistakes);
        } catch (IOException _) {
            mistakes.add("cannot be read");
        }
        mistakes.forEach(mistake -> settings.mistake("CONCH_UPSTREAM: the file " + mistake));
        return sources;
    }

    private static SignerTrust signerTrust(Settings settings) {
        List<X509Certificate> issuers = settings.read("CONCH_SIGNER_CA", List.of(), Config::certificates);
        Revocation revocation = settings.read("CONCH_REVOCATION", Revocation.OFF, Config::revocation);
        List<URI> lists = settings.read("CONCH_CRL_URLS", List.of(), Config::urls);
        List<URI> responders = settings.read("CONCH_OCSP_URLS", List.of(), Config::urls);
        List<X509Certificate> roots =
                issuers.stream().filter(RevocationData::isSelfSigned).toList();
        if (!issuers.isEmpty() && roots.isEmpty()) {
            settings.mistake("CONCH_SIGNER_CA names a file without a self-signed certificate, so without a root");
        }
        boolean asks = revocation != Revocation.OFF || !lists.isEmpty() || !responders.isEmpty();
        if (asks && settings.text("CONCH_SIGNER_CA") == null) {
            settings.mistake("CONCH_REVOCATION, CONCH_CRL_URLS and CONCH_OCSP_URLS need CONCH_SIGNER_CA");
        }
        return new SignerTrust(
                roots,
                issuers.stream().filter(issuer -> !roots.contains(issuer)).toList(),
                revocation,
                lists,
                responders);
    }

    private static List<X509Certificate> certificates(String text) {
        try {
            return RevocationData.readCertificates(Files.readAllBytes(file(text)));
        } catch (IOException e) {
            throw new IllegalArgumentException("names " + text + ", which cannot be read", e);
        } catch (KeyRefused e) {
            throw new IllegalArgumentException("names " + text + ": " + e.getMessage(), e);
        }
    }

    private static Revocation revocation(String text) {
        return switch (text) {
            case "off" -> Revocation.OFF;
            case "soft" -> Revocation.SOFT;
            case "hard" -> Revocation.HARD;
            default -> throw new IllegalArgumentException("is off, soft or hard");
        };
    }

    /// Addresses, with blanks or commas between them.
    private static List<URI> urls(String text) {
        List<URI> urls = new ArrayList<>();
        for (String part : text.split("[\\s,]+", -1)) {
            try {
                URI url = new URI(part);
                if (!List.of("http", "https").contains(String.valueOf(url.getScheme())) || url.getHost() == null) {
                    throw new IllegalArgumentException("holds " + part + ", which is no address of http or https");
                }
                urls.add(url);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException("holds " + part + ", which is no address", e);
            }
        }
        return urls;
    }

    private static FormatLimits limits(Settings settings) {
        Map<FormatLimit, Integer> set = new EnumMap<>(FormatLimit.class);
        LIMITS.forEach((key, limit) ->
                set.put(limit, settings.read(key, limit.usual(), text -> number(text, limit.least(), limit.most()))));
        return new FormatLimits(set);
    }

    private static EnvelopeLimits envelopes(Settings settings) {
        EnvelopeLimits usual = EnvelopeLimits.DEFAULT;
        return new EnvelopeLimits(
                settings.read("CONCH_LIMIT_ENVELOPE", usual.bytes(), text -> number(text, 64 * 1024, 64 * 1024 * 1024)),
                settings.read("CONCH_LIMIT_HEADER", usual.headerBytes(), text -> number(text, 1024, 64 * 1024)),
                settings.read("CONCH_LIMIT_SIGNATURES", usual.signatures(), text -> number(text, 1, 32)));
    }

    private static int number(String text, int least, int most) {
        if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw new IllegalArgumentException("is a number, " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /// Addresses or networks with a comma between them.
    private static List<IPAddress> networks(String text) {
        List<IPAddress> networks = new ArrayList<>();
        for (String one : text.split(",", -1)) {
            String written = one.strip();
            IPAddress network = new IPAddressString(written).getAddress();
            if (network == null || !written.matches("[0-9A-Fa-f.:]+(/\\d{1,3})?")) {
                throw new IllegalArgumentException("is a list of addresses or networks, such as 10.0.0.2,fd00::/64");
            }
            networks.add(network.toPrefixBlock());
        }
        return List.copyOf(networks);
    }

    private static Path file(String text) {
        Path path = Path.of(text).toAbsolutePath();
        if (!Files.isReadable(path)) {
            throw new IllegalArgumentException("names " + text + ", which cannot be read");
        }
        return path;
    }

    private static String host(String text) {
        if (!text.matches("[A-Za-z0-9.:_-]+")) {
            throw new IllegalArgumentException("is a host name or an address");
        }
        return text;
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > 65_535) {
            throw new IllegalArgumentException("is a port, 1 to 65535");
        }
        return Integer.parseInt(text);
    }

    private static String publicUrl(String text) {
        try {
            URI uri = new URI(text);
            boolean origin = List.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (origin) {
                return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
            }
        } catch (URISyntaxException _) {
            // told below
        }
        throw new IllegalArgumentException("is an address such as https://hub.example, without a path");
    }

    private static DatabaseUrl database(String text) {
        try {
            return DatabaseUrl.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
        }
    }

    private static int votes(String text) {
        if (!text.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException("is a number of members from 1 to 99");
        }
        return Integer.parseInt(text);
    }

    private static LogFormat logFormat(String text) {
        return switch (text) {
            case "text" -> LogFormat.TEXT;
            case "json" -> LogFormat.JSON;
            default -> throw new IllegalArgumentException("is text or json");
        };
    }

    private static String cluster(String text) {
        if (!text.equals("off")) {
            throw new IllegalArgumentException("can only be off in this version");
        }
        return text;
    }

    private static boolean isWildcard(String host) {
        return host.equals("0.0.0.0") || host.equals("::");
    }

    private static String bracketed(String host) {
        return host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    }
}
