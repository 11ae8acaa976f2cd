package org.caricom.conch.app;

import com.nimbusds.jose.jwk.JWK;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.caricom.conch.domain.MemberCode;
import org.caricom.conch.domain.Role;

/// A hub in a process of its own, for tests that kill it: arguments are the data folder, the port, and a public key to
/// enrol for TT.
public final class HubProcess {
    private HubProcess() {}

    public static void main(String[] arguments) throws Exception {
        Config config = Config.of(
                Map.of("CONCH_DATA_DIR", arguments[0], "CONCH_HTTP_PORT", arguments[1], "HOME", arguments[0]));
        Conch conch = Conch.start(config, Clock.systemUTC());
        Runtime.getRuntime().addShutdownHook(new Thread(conch::stop));
        JWK key = JWK.parse(arguments[2]);
        var keys = conch.features().keys();
        keys.add(new MemberCode("TT"), key.toJSONString(), Instant.EPOCH, null, "alice");
        keys.approve(key.getKeyID(), "bob");
        String token = conch.features()
                .tokens()
                .issue("coordinator", Role.COORDINATOR, null, Duration.ofHours(1))
                .secret();
        System.out.println("ready " + token);
        Thread.currentThread().join();
    }
}
