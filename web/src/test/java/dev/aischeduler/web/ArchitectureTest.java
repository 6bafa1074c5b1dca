package dev.aischeduler.web;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT;
import static com.tngtech.archunit.core.domain.JavaModifier.FINAL;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNCHRONIZED;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.aischeduler.web.cli.AiScheduler;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.NullMarked;

/** The rules of the code base that a compiler does not know. */
@AnalyzeClasses(packages = "dev.aischeduler", importOptions = ArchitectureTest.Product.class)
final class ArchitectureTest {
  /**
   * Tests of a module that the tests here use come as a jar, which ArchUnit takes for a product.
   */
  static final class Product implements ImportOption {
    private final ImportOption noTests = new ImportOption.DoNotIncludeTests();

    @Override
    public boolean includes(Location location) {
      return noTests.includes(location) && !location.contains("-tests.jar");
    }
  }

  private static final String ROOT = "dev.aischeduler.";
  private static final List<String> MUTABLE =
      List.of(
          "java.util.ArrayList",
          "java.util.HashMap",
          "java.util.LinkedHashMap",
          "java.util.HashSet",
          "java.util.concurrent.ConcurrentHashMap",
          "java.util.concurrent.ConcurrentMap");

  @ArchTest
  static final ArchRule modules_use_only_lower_ones =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("web")
          .definedBy(ROOT + "web..")
          .layer("jobs")
          .definedBy(ROOT + "jobs..")
          .layer("engine")
          .definedBy(ROOT + "engine..")
          .layer("db")
          .definedBy(ROOT + "db..")
          .layer("config")
          .definedBy(ROOT + "config..")
          .whereLayer("web")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("jobs")
          .mayOnlyBeAccessedByLayers("web")
          .whereLayer("engine")
          .mayOnlyBeAccessedByLayers("web", "jobs")
          .whereLayer("db")
          .mayOnlyBeAccessedByLayers("web", "jobs", "engine");

  /** Main only starts the command line. */
  @ArchTest
  static final ArchRule packages_form_no_cycles =
      slices()
          .matching(ROOT + "(**)")
          .should()
          .beFreeOfCycles()
          .ignoreDependency(Main.class, AiScheduler.class);

  @ArchTest
  static final ArchRule inference_libraries_stay_in_jobs =
      confine(
          "jobs..",
          "ai.djl..",
          "ai.onnxruntime..",
          "com.ibm.icu..",
          "com.github.houbb..",
          "com.hankcs..");

  /** Calls into C are for one package only. */
  @ArchTest
  static final ArchRule jna_stays_with_the_gpu_driver = confine("jobs.gpu..", "com.sun.jna..");

  /** Connections are handed through to Quartz, whose store works in the same database. */
  @ArchTest
  static final ArchRule jdbc_stays_in_db_and_with_quartz =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "db..", ROOT + "engine.schedule.clock..")
          .should(dependOnClassesThat(resideInAnyPackage("java.sql..")));

  @ArchTest
  static final ArchRule database_libraries_stay_in_db =
      confine(
          "db..",
          "org.jdbi..",
          "com.zaxxer.hikari..",
          "software.amazon.awssdk..",
          "org.flywaydb..",
          "org.h2..",
          "org.postgresql..");

  /** A DataSource is handed through to JobRunr's storage, which works in the same database. */
  @ArchTest
  static final ArchRule a_data_source_stays_in_db_and_with_jobrunr =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "db..",
              ROOT + "engine.system..",
              ROOT + "engine.batch..",
              ROOT + "engine.schedule.clock..")
          .should(dependOnClassesThat(resideInAnyPackage("javax.sql..")));

  @ArchTest
  static final ArchRule http_and_command_line_libraries_stay_in_web =
      confine("web..", "io.javalin..", "org.eclipse.jetty..", "jakarta.servlet..", "picocli..");

  @ArchTest
  static final ArchRule openid_stays_with_the_login_by_a_provider =
      confine("web.oidc..", "com.nimbusds..");

  @ArchTest
  static final ArchRule jline_stays_with_terminals_and_tables =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "web.terminal..", ROOT + "db.shell..")
          .should(dependOnClassesThat(resideInAnyPackage("org.jline..")));

  @ArchTest
  static final ArchRule metrics_libraries_stay_in_one_package =
      confine("web.metrics..", "io.micrometer..", "io.prometheus..");

  /** Others know only spans of ours; what sends them is loaded when tracing is on. */
  @ArchTest
  static final ArchRule opentelemetry_stays_behind_traces =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + "engine.trace..", ROOT + "web.trace..")
          .should(dependOnClassesThat(resideInAnyPackage("io.opentelemetry..")));

  @ArchTest
  static final ArchRule what_sends_traces_stays_in_web =
      confine("web.trace..", "io.opentelemetry.sdk..", "io.opentelemetry.exporter..");

  @ArchTest
  static final ArchRule the_http_client_stays_with_webhooks =
      confine("web.webhook..", "org.eclipse.jetty.client..");

  @ArchTest
  static final ArchRule logback_stays_behind_slf4j = confine("web.logging..", "ch.qos.logback..");

  /** Limits of YAML are set where definitions of workflows are read; others use Jackson's. */
  @ArchTest
  static final ArchRule snakeyaml_stays_with_definitions =
      confine("engine.workflow.definition..", "org.yaml.snakeyaml..");

  /** JobRunr runs system jobs, by its public API. */
  @ArchTest
  static final ArchRule jobrunr_stays_in_system_jobs = confine("engine.system..", "org.jobrunr..");

  /** Spring Batch keeps the books of runs; kinds of runs describe their steps to it. */
  @ArchTest
  static final ArchRule spring_batch_stays_with_runs =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              ROOT + "engine.batch..", ROOT + "engine.bulkrun..", ROOT + "engine.workflow..")
          .should(dependOnClassesThat(resideInAnyPackage("org.springframework..")));

  @ArchTest
  static final ArchRule csv_stays_with_manifests =
      confine("engine.bulkrun..", "com.fasterxml.jackson.dataformat.csv..");

  /** Quartz is only the clock of schedules. */
  @ArchTest
  static final ArchRule quartz_stays_with_the_clock_of_schedules =
      confine("engine.schedule.clock..", "org.quartz..");

  @ArchTest
  static final ArchRule cron_expressions_stay_in_one_package =
      confine("engine.schedule.time..", "com.cronutils..");

  @ArchTest
  static final ArchRule locks_are_explicit =
      methods()
          .should()
          .notHaveModifier(SYNCHRONIZED)
          .because("virtual threads are pinned by monitors; use ReentrantLock");

  @ArchTest
  static final ArchRule only_the_command_line_prints =
      noClasses().that().resideOutsideOfPackage(ROOT + "web.cli..").should(ACCESS_STANDARD_STREAMS);

  @ArchTest static final ArchRule slf4j_is_the_only_log = NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;

  @ArchTest
  static final ArchRule time_is_java_time =
      noClasses()
          .that()
          // Quartz and X.509 certificates know no other times
          .resideOutsideOfPackages(ROOT + "engine.schedule.clock..", ROOT + "web.tls..")
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Date")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Calendar")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.text.SimpleDateFormat");

  @ArchTest
  static final ArchRule the_clock_is_injected =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("tests set the time");

  @ArchTest
  static final ArchRule dependencies_come_through_constructors =
      NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

  @ArchTest
  static final ArchRule static_fields_are_final =
      fields()
          .that()
          .areStatic()
          .and()
          .areDeclaredInClassesThat()
          .resideInAPackage("dev.aischeduler..")
          .and(written())
          .should()
          .beFinal();

  @ArchTest
  static final ArchRule no_static_field_is_mutable =
      noFields()
          .that()
          .areStatic()
          .should()
          .haveRawType(
              resideInAnyPackage("java.util.concurrent.atomic..")
                  .or(
                      DescribedPredicate.describe(
                          "a mutable collection or a thread local",
                          (JavaClass type) ->
                              type.isAssignableTo(ThreadLocal.class)
                                  || MUTABLE.contains(type.getName()))));

  @ArchTest
  static final ArchRule classes_are_closed =
      classes()
          .that()
          .areTopLevelClasses()
          .and()
          .areNotInterfaces()
          .and()
          .doNotHaveModifier(ABSTRACT)
          .and(written("package-info"))
          .should()
          .haveModifier(FINAL)
          .because("nothing is reused by inheritance");

  @ArchTest
  static void every_package_is_null_marked(JavaClasses all) {
    Set<String> bare = new TreeSet<>();
    for (JavaClass one : all) {
      JavaPackage home = one.getPackage();
      if (home.tryGetPackageInfo().stream().noneMatch(i -> i.isAnnotatedWith(NullMarked.class))) {
        bare.add(home.getName());
      }
    }
    assertThat(bare).as("packages without a @NullMarked package-info.java").isEmpty();
  }

  /** The libraries are used in this package of the product and nowhere else in it. */
  private static ArchRule confine(String home, String... libraries) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + home)
        .should(dependOnClassesThat(resideInAnyPackage(libraries)));
  }

  /** Fields that a person wrote; compilers and coverage tools add others, named with a dollar. */
  private static DescribedPredicate<JavaField> written() {
    return DescribedPredicate.describe(
        "are written by hand", (JavaField field) -> !field.getName().startsWith("$"));
  }

  private static DescribedPredicate<JavaClass> written(String but) {
    return DescribedPredicate.describe(
        "are not " + but, (JavaClass type) -> !type.getSimpleName().equals(but));
  }
}
