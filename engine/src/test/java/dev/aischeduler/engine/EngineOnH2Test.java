package dev.aischeduler.engine;

import dev.aischeduler.db.Dialect;

class EngineOnH2Test extends EngineConformanceTest {
  EngineOnH2Test() {
    super(Dialect.H2);
  }
}
