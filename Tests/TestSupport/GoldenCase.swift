import Foundation

/// A case of exact values computed by another implementation, as its file holds it.
package struct GoldenCase: Decodable, Sendable {
  /// The names of the cases.
  package static let names = [
    "digits-cnn-classification", "iris-mlp-classification", "sinusoid-mlp-regression",
    "sinusoid2-mlp-regression",
    "wine-relu-classification",
  ]

  package struct Parameter: Decodable, Sendable {
    package let name: String
    package let shape: [Int]
    package let values: [Double]
  }

  package struct Points: Decodable, Sendable {
    package let x: Examples
  }

  /// Examples with any number of axes, as nested lists.
  package struct Examples: Decodable, Sendable {
    /// The lengths of the axes, the examples first.
    package let shape: [Int]
    package let values: [Double]

    package init(from decoder: any Decoder) throws {
      var values: [Double] = []
      var shape: [Int] = []
      try Self.read(decoder.singleValueContainer().decode(JSON.self), 0, &shape, &values)
      (self.shape, self.values) = (shape, values)
    }

    private indirect enum JSON: Decodable {
      case number(Double)
      case list([JSON])

      init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let number = try? container.decode(Double.self) {
          self = .number(number)
        } else {
          self = .list(try container.decode([JSON].self))
        }
      }
    }

    private static func read(
      _ json: JSON, _ depth: Int, _ shape: inout [Int], _ values: inout [Double]
    ) throws {
      switch json {
      case .number(let number): values.append(number)
      case .list(let elements):
        if depth == shape.count { shape.append(elements.count) }
        for element in elements { try read(element, depth + 1, &shape, &values) }
      }
    }
  }

  /// Inputs with real targets or class labels.
  package struct Training: Decodable, Sendable {
    package let x: Examples
    package let values: [[Double]]?
    package let labels: [Int]?

    private enum CodingKeys: CodingKey { case x, y }

    package init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      x = try container.decode(Examples.self, forKey: .x)
      labels = try? container.decode([Int].self, forKey: .y)
      values = labels == nil ? try container.decode([[Double]].self, forKey: .y) : nil
    }
  }

  /// A posterior's curvature and what follows from it.
  package struct Fit: Decodable, Sendable {
    package let subset: String
    package let structure: String
    package let curvature: String
    package let loss: Double?
    package let n_data: Int?
    package let n_parameters: Int?
    package let H: [Double]?
    package let kron_factors: [[[[Double]]]]?
    package let subnetwork_indices: [Int]?
    package let settings: [Settings]?
    /// Where a hundred steps of a gradient method in the prior precision ended.
    package let optimised_by_marglik_adam_100_steps: Optimum?
  }

  /// Predictions of a Gaussian process that has seen all data, at unit noise.
  package struct Functional: Decodable, Sendable {
    package let all_data: [Predictions]

    package struct Predictions: Decodable, Sendable {
      package let prior_precision: Double
      package let f_mu: [[Double]]
      package let f_var: [[[Double]]]
    }
  }

  /// The end of an optimisation of the log marginal likelihood.
  package struct Optimum: Decodable, Sendable {
    package let log_marginal_likelihood: Double
  }

  /// The derived quantities at one prior precision, noise and temperature.
  package struct Settings: Decodable, Sendable {
    package let prior_precision_shape: String
    /// The value of a scalar prior precision; nil for other shapes.
    package let prior: Double?
    /// The values of a prior precision of any shape.
    package let priors: [Double]
    /// The derivatives of the log marginal likelihood in the prior precision.
    package let priorGradient: [Double]?
    /// The derivative of the log marginal likelihood in the noise.
    package let noiseGradient: Double?
    package let sigma_noise: Double
    package let temperature: Double
    package let log_marginal_likelihood: Double?
    package let log_likelihood: Double?
    package let scatter: Double?
    package let log_det_prior_precision: Double?
    package let log_det_posterior_precision: Double?
    package let log_det_ratio: Double?
    package let f_mu: [[Double]]?
    package let f_var: [[[Double]]]?
    package let joint_covariance: [[Double]]?
    package let probit: [[Double]]?
    package let bridge: [[Double]]?
    package let bridge_norm: [[Double]]?

    private enum CodingKeys: CodingKey {
      case prior_precision_shape, prior_precision, sigma_noise, temperature, log_marginal_likelihood
      case log_likelihood, scatter, log_det_prior_precision, log_det_posterior_precision
      case d_log_marginal_likelihood_d_prior_precision, d_log_marginal_likelihood_d_sigma_noise
      case log_det_ratio, f_mu, f_var, joint_covariance, probit, bridge, bridge_norm
    }

    package init(from decoder: any Decoder) throws {
      let values = try decoder.container(keyedBy: CodingKeys.self)
      prior_precision_shape = try values.decode(String.self, forKey: .prior_precision_shape)
      func numbers(_ key: CodingKeys) throws -> [Double]? {
        if let number = try? values.decode(Double.self, forKey: key) { return [number] }
        return try values.decodeIfPresent([Double].self, forKey: key)
      }
      priors = try numbers(.prior_precision) ?? []
      prior = priors.count == 1 ? priors[0] : nil
      priorGradient = try numbers(.d_log_marginal_likelihood_d_prior_precision)
      noiseGradient = try values.decodeIfPresent(
        Double.self, forKey: .d_log_marginal_likelihood_d_sigma_noise)
      sigma_noise = try values.decode(Double.self, forKey: .sigma_noise)
      temperature = try values.decode(Double.self, forKey: .temperature)
      func number(_ key: CodingKeys) throws -> Double? {
        try values.decodeIfPresent(Double.self, forKey: key)
      }
      log_marginal_likelihood = try number(.log_marginal_likelihood)
      log_likelihood = try number(.log_likelihood)
      scatter = try number(.scatter)
      log_det_prior_precision = try number(.log_det_prior_precision)
      log_det_posterior_precision = try number(.log_det_posterior_precision)
      log_det_ratio = try number(.log_det_ratio)
      f_mu = try values.decodeIfPresent([[Double]].self, forKey: .f_mu)
      f_var = try values.decodeIfPresent([[[Double]]].self, forKey: .f_var)
      joint_covariance = try values.decodeIfPresent([[Double]].self, forKey: .joint_covariance)
      probit = try values.decodeIfPresent([[Double]].self, forKey: .probit)
      bridge = try values.decodeIfPresent([[Double]].self, forKey: .bridge)
      bridge_norm = try values.decodeIfPresent([[Double]].self, forKey: .bridge_norm)
    }
  }

  package let likelihood: String
  package let parameters: [Parameter]
  package let train: Training
  package let test: Points
  package let fits: [Fit]
  package let gp: Functional?
  /// The `layers` entry as JSON text.
  package private(set) var layers = Data()

  private enum CodingKeys: CodingKey { case likelihood, parameters, train, test, fits, gp }

  /// Reads the case of a name.
  package static func named(_ name: String) throws -> GoldenCase {
    let data = try Fixture.data("Golden/\(name).json")
    var golden = try JSONDecoder().decode(GoldenCase.self, from: data)
    let object = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    golden.layers = try JSONSerialization.data(withJSONObject: object?["model"] ?? [])
    return golden
  }
}
