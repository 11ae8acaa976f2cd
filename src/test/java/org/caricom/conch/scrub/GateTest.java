package org.caricom.conch.scrub;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.Test;

/// Nothing leaves that did not pass the scrubber: what keeps anybody else from making a [Cleared].
class GateTest {
    @Test
    void nobodyElseCanMakeACleared() {
        assertThat(Cleared.class.isSealed()).isTrue();
        assertThat(Cleared.class.getPermittedSubclasses()).containsExactly(ClearedObject.class);
        assertThat(Modifier.isPublic(ClearedObject.class.getModifiers())).isFalse();
    }

    @Test
    void onlyTheStoreOfSharingReadsOneBack() {
        JavaClasses everything = new ClassFileImporter().importPackages("org.caricom.conch");
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.caricom.conch.sharing.PublicationStore")
                .should()
                .callMethodWhere(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(name("restore"))
                        .and(com.tngtech.archunit.core.domain.JavaCall.Predicates.target(owner(type(Cleared.class)))))
                .because("a text that calls itself cleared is cleared only where nothing else is ever written")
                .check(everything);
    }
}
